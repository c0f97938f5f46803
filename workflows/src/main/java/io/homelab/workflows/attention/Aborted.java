package io.homelab.workflows.attention;

import io.temporal.failure.ApplicationFailure;

/** A person aborted a step: the run undoes what it made, where it made something, and ends. */
public final class Aborted {
    private static final String TYPE = "ABORTED";

    private Aborted() {}

    /** The failure that ends the run. */
    static ApplicationFailure at(String step, String reason) {
        return ApplicationFailure.newNonRetryableFailure("aborted at " + step + ": " + reason, TYPE);
    }

    /** The same failure, and what came of the run. */
    public static ApplicationFailure with(ApplicationFailure aborted, String more) {
        return ApplicationFailure.newNonRetryableFailure(aborted.getOriginalMessage() + "; " + more, TYPE);
    }

    /** Whether this failure is an abort. */
    public static boolean is(ApplicationFailure failure) {
        return TYPE.equals(failure.getType());
    }
}
