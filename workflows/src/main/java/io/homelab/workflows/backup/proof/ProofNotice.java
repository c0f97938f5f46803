package io.homelab.workflows.backup.proof;

import io.homelab.workflows.backup.proof.ProofWatch.WatchedSet;
import io.homelab.workflows.notice.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What people are told of a silence. */
final class ProofNotice {
    /** Whoever is told later than that was not told in time, and hears so. */
    static final Duration LATE = Duration.ofMinutes(1);

    private final String run;
    private final boolean simulated;

    ProofNotice(String run, boolean simulated) {
        this.run = run;
        this.simulated = simulated;
    }

    Notice overdue(WatchedSet set, Instant now) {
        var late = Duration.between(set.alarm(), now);
        return notice(
                set,
                "overdue/" + set.times(),
                "no proof of backup " + set.set(),
                (set.proved() == null
                                ? "it was never proved since the watch began at " + second(set.since())
                                : "last proved at " + second(set.proved()) + ", " + text(set.proved(), now) + " ago")
                        + "; overdue since " + second(set.due())
                        + (late.compareTo(LATE) > 0
                                ? "\nThis comes late, by " + text(set.alarm(), now)
                                        + ": nothing was running here to tell you"
                                : "")
                        + "\nhomelab backup verify --set " + set.set() + ", homelab schedule list",
                true);
    }

    /** @param set with the proof that has come */
    Notice clear(WatchedSet set) {
        return notice(
                set,
                "proved",
                "backup " + set.set() + " is proved again",
                "at " + set.proved() + " by " + set.run(),
                false);
    }

    private Notice notice(WatchedSet set, String what, String title, String text, boolean urgent) {
        return new Notice(
                run + "/" + set.set() + "/" + set.due() + "/" + what,
                title + (simulated ? " (rehearsed)" : ""),
                text,
                urgent,
                run);
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String text(Instant from, Instant to) {
        var minutes = Duration.ofMinutes(Duration.between(from, to).toMinutes());
        return minutes.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
