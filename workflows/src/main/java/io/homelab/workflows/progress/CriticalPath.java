package io.homelab.workflows.progress;

import java.time.Duration;

/** The lab's waiting along one branch of a run; branches fork from one another and join at the longest. */
public final class CriticalPath {
    private Duration length;

    private CriticalPath(Duration length) {
        this.length = length;
    }

    /** A path of no length. */
    public static CriticalPath start() {
        return new CriticalPath(Duration.ZERO);
    }

    /** A branch that begins where this one stands now. */
    public CriticalPath fork() {
        return new CriticalPath(length);
    }

    /** The lab took this long, on this branch. */
    public void add(Duration waited) {
        length = length.plus(waited);
    }

    /** This branch waits for another one. */
    public void join(CriticalPath other) {
        if (other.length.compareTo(length) > 0) {
            length = other.length;
        }
    }

    /** The waiting so far. */
    public Duration length() {
        return length;
    }
}
