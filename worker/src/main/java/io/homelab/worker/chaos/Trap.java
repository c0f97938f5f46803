package io.homelab.worker.chaos;

/** A point at which something is to happen once. */
record Trap(Point point, Position position) {
    /** Where on its way a call is caught. */
    enum Position {
        /** Dead before the call leaves. */
        BEFORE,
        /** Dead after the other side has done it, before anything of the answer is read. */
        BETWEEN,
        /** Dead when the answer was read, before the step tells of it or asks anything else. */
        AFTER,
        /** Stopped before the call leaves, and going on when another attempt has done the step. */
        LATE
    }
}
