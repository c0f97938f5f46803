package io.homelab.workflows.backup.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often every byte of a repository has to be read.
 *
 * @param within no pack may be unread for longer
 * @param interval between two nights
 * @param spare how many nights in a row may fail without a pack getting too old
 * @param budget the most bytes of a night; null: no limit
 */
public record AuditPolicy(
        Duration within,
        Duration interval,
        int spare,
        @Nullable Long budget) {
    public AuditPolicy {
        if (interval.isZero() || interval.isNegative() || within.compareTo(interval) < 0) {
            throw new IllegalArgumentException("within " + within + " is shorter than one interval of " + interval);
        }
        if (spare < 0 || spare >= within.dividedBy(interval)) {
            throw new IllegalArgumentException(spare + " spare nights leave none of " + within);
        }
        if (budget != null && budget <= 0) {
            throw new IllegalArgumentException("a budget of " + budget + " bytes reads nothing");
        }
    }

    /** Nobody reads a pack again before half of its time is over. */
    Duration rest() {
        return within.dividedBy(2);
    }
}
