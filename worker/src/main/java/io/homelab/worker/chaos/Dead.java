package io.homelab.worker.chaos;

/** Lets the threads of a dead incarnation go when its world is no more; nothing that they do can reach anything then. */
final class Dead extends Error {
    private static final long serialVersionUID = 1L;

    Dead() {
        super("this incarnation is dead", null, false, false);
    }
}
