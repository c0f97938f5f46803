package io.homelab.workflows.backup.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All sets that are watched. */
public record ProofWatch(List<WatchedSet> sets) {
    public ProofWatch {
        sets = sets == null ? List.of() : List.copyOf(sets);
    }

    /** Nothing is watched yet. */
    public static ProofWatch begun() {
        return new ProofWatch(List.of());
    }

    /**
     * A set that must be proved.
     *
     * @param set its name
     * @param within the longest time from one proof to the next
     * @param since when the watch began; counts for a proof until there is one
     * @param proved when it was last; null: never since the watch began
     * @param run that proved it
     * @param told when people were last told of this silence; null: not yet
     * @param times how often they were
     */
    public record WatchedSet(
            String set,
            Duration within,
            Instant since,
            @Nullable Instant proved,
            @Nullable String run,
            @Nullable Instant told,
            int times) {
        static final Duration AGAIN = Duration.ofDays(1);

        static WatchedSet fresh(String set, Duration within, Instant now) {
            return new WatchedSet(set, within, now, null, null, null, 0);
        }

        /** When the next proof is overdue. */
        public Instant due() {
            return (proved == null ? since : proved).plus(within);
        }

        /** When people are told next, unless a proof comes. */
        Instant alarm() {
            return told == null ? due() : told.plus(AGAIN);
        }

        WatchedSet tell(Instant now) {
            return new WatchedSet(set, within, since, proved, run, now, times + 1);
        }

        /** A proof ends the silence; one that is older than another says nothing new. */
        WatchedSet with(ProofNews.SetProof proof) {
            return proved != null && !proof.at().isAfter(proved)
                    ? this
                    : new WatchedSet(set, within, since, proof.at(), proof.run(), told, times);
        }

        /** Nobody needs to be told any more. */
        WatchedSet calm() {
            return new WatchedSet(set, within, since, proved, run, null, 0);
        }

        WatchedSet within(Duration other) {
            return new WatchedSet(set, other, since, proved, run, told, times);
        }
    }
}
