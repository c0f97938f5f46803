package io.homelab.workflows.promotion;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time between two samples, and whether anybody watched. */
sealed interface Interval {
    /** There is no sample before. */
    record None() implements Interval {}

    /** The same moment was sampled before, or an earlier one. */
    record Repeated() implements Interval {}

    /** Short enough, and clock and stopwatch agree. */
    record Watched(Duration length) implements Interval {}

    /** @param missed how many samples should have been taken meanwhile */
    record Gap(String why, long missed) implements Interval {}

    static Interval between(StabilityPolicy policy, Soak.@Nullable Moment before, Sample sample) {
        if (before == null) {
            return new None();
        }
        var byClock = Duration.between(before.at(), sample.at());
        if (!before.sampler().equals(sample.sampler())) {
            return byClock.isZero() ? new Repeated() : watched(policy, byClock);
        }
        var byStopwatch = sample.running().minus(before.running());
        if (byStopwatch.isNegative() || byStopwatch.isZero()) {
            return new Repeated();
        }
        var jump = byClock.minus(byStopwatch);
        if (jump.abs().compareTo(policy.interval().dividedBy(2)) > 0) {
            return new Gap("the clock jumped by " + jump, missed(policy, byStopwatch));
        }
        return watched(policy, byStopwatch);
    }

    private static Interval watched(StabilityPolicy policy, Duration length) {
        if (length.isNegative()) {
            return new Gap("the clock went back by " + length.negated(), 1);
        }
        return length.compareTo(policy.gap()) > 0
                ? new Gap("no sample for " + length, missed(policy, length))
                : new Watched(length);
    }

    private static long missed(StabilityPolicy policy, Duration length) {
        return Math.max(1, length.dividedBy(policy.interval()) - 1);
    }
}
