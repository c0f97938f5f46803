package io.homelab.workflows.promotion;

/** What becomes of the soak so far when it is interrupted. */
public enum Interruption {
    /** It begins anew with the next healthy sample. */
    RESET,
    /** It stands still, and goes on with the next healthy sample. */
    PAUSE
}
