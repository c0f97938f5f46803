package io.homelab.workflows.promotion;

import io.homelab.workflows.failure.FailureReport;

/** Tells a write that the switch has stopped from one that failed: it is not put before a person, but waited for. */
public final class Halted {
    /** Where such a failure says that it comes from. */
    public static final String WHERE = "the switch of promotions";

    private Halted() {}

    /** Whether a failure is that promotions are halted, or that nobody can tell. */
    public static boolean is(FailureReport report) {
        return WHERE.equals(report.where());
    }
}
