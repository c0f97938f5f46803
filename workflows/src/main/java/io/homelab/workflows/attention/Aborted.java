package io.homelab.workflows.attention;

/** A person aborted a step: the run undoes what it made and ends. */
public final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Aborted(String step, String reason) {
        super("aborted at " + step + ": " + reason);
    }
}
