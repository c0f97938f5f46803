package io.homelab.workflows.failure;

/** What kind of failure it is; the class alone decides what happens next. The names travel as failure types and never change. */
public enum FailureClass {
    /** The lab file or the lab is set up wrongly: a person must fix it. */
    CONFIG(false),
    /** Credentials are wrong or lack a privilege: found at the first call, never retried. */
    AUTH(false),
    /** A resource in the way is not provably ours: never touched. */
    NOT_OURS(false),
    /** Somebody else changed the same thing at the same time: look again. */
    CONFLICT(true),
    /** There is no room: storage, memory, a vendor's quota. */
    CAPACITY(false),
    /** Asked to slow down. */
    RATE(true),
    /** It may work the next time: time-outs, restarts, locks. */
    TRANSIENT(true),
    /** We were wrong: retrying the same code cannot help. */
    BUG(false);

    private final boolean retryable;

    FailureClass(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether another attempt may help by itself. */
    public boolean retryable() {
        return retryable;
    }

    /** The class of a failure type; what is not one of ours is a bug. */
    public static FailureClass ofType(String type) {
        for (var candidate : values()) {
            if (candidate.name().equals(type)) {
                return candidate;
            }
        }
        return BUG;
    }
}
