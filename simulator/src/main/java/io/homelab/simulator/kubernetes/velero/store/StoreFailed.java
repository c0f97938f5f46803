package io.homelab.simulator.kubernetes.velero.store;

/** What the object store refused or could not do, in the words in which Velero reports it. */
public final class StoreFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean missing;

    StoreFailed(String message, boolean missing, Throwable cause) {
        super(message, cause);
        this.missing = missing;
    }

    /** Something that is no answer of the store. */
    public StoreFailed(String message) {
        super(message);
        missing = false;
    }

    /** Whether the object is not there. */
    public boolean missing() {
        return missing;
    }
}
