package io.homelab.activities.argocd;

/** What one look at an application says. */
sealed interface Verdict {
    /** As it should be. */
    record Settled() implements Verdict {}

    /** Not yet; {@code what} is still missing. */
    record Pending(String what) implements Verdict {}

    /** Nothing that is known to be under way will help, in the application's own words. */
    record Broken(String words) implements Verdict {}

    /** A sync has to be asked for. */
    record Unasked() implements Verdict {}
}
