package io.homelab.simulator.kubernetes.containers;

/** A container has no such program. The message is runc's, as containerd passes it on. */
public final class NoSuchProgram extends Exception {
    private static final long serialVersionUID = 1;

    NoSuchProgram(String name) {
        super("OCI runtime exec failed: exec failed: unable to start container process: exec: \"" + name + "\": "
                + (name.contains("/")
                        ? "stat " + name + ": no such file or directory"
                        : "executable file not found in $PATH")
                + ": unknown");
    }
}
