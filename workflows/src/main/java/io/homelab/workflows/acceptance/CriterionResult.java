package io.homelab.workflows.acceptance;

/**
 * One acceptance criterion and what is known of it.
 *
 * @param id such as {@code 1.2.1-b}
 * @param seen what the check read, short, for the table
 */
public record CriterionResult(String id, String text, String kind, Verdict verdict, String seen) {
    /** What can be said of a criterion. */
    public enum Verdict {
        /** Checked on a real lab. */
        PASSED,
        /** Checked, on a simulated lab: never counts as passed. */
        REHEARSED,
        FAILED,
        /** Could not be read: never counts as passed. */
        UNKNOWN,
        /** A person must look. */
        HUMAN,
        /** Waits for something that is not there yet, a system or a right: neither counts as passed nor keeps a report from being green. */
        LATER
    }
}
