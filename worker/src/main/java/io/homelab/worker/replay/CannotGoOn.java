package io.homelab.worker.replay;

/** This code does not fit the open runs. */
final class CannotGoOn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotGoOn(String message) {
        super(message, null, false, false); // where it was thrown says nothing
    }
}
