package io.homelab.workflows.promotion;

/** How a promotion ended. */
public enum PromotionOutcome {
    /** The target has all of the release, and it is healthy. */
    PROMOTED,
    /** The target had it already. */
    NO_CHANGES,
    /** The source did not prove it, or runs something else by now: nothing was written. */
    NOT_PROVED,
    /** A person said no, or nobody said yes in time: nothing was written. */
    REJECTED,
    /** The target did not take it well, and has what it had before. */
    ROLLED_BACK,
    /** All that can go back is consistent; something that cannot go back is not done. */
    FORWARD_ONLY_LEFT
}
