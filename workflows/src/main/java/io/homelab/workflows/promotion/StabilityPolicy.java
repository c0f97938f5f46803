package io.homelab.workflows.promotion;

import java.time.Duration;
import java.util.List;

/**
 * What it takes to be called stable.
 *
 * @param soak how much healthy time is wanted
 * @param interval how often is sampled
 * @param gap the longest time between two samples that still counts as watched; without, two and a half intervals
 * @param staleness how old an answer may be when it is received, and how far in the future; without, two intervals
 * @param onBreach what a failed check does to the soak so far
 * @param onGap what missing, late or unusable data, a time without samples or a jump of the clock does
 * @param coverage which part of the samples must have had an answer, above 0 to 1; without, 0.95
 * @param breachLimit how many breaches in a row end it, 0: none do
 * @param silenceLimit how many samples without a usable answer in a row end it, 0: none do
 * @param deadline how much watched time it may take in all; zero: no limit
 */
public record StabilityPolicy(
        Duration soak,
        Duration interval,
        Duration gap,
        Duration staleness,
        Interruption onBreach,
        Interruption onGap,
        double coverage,
        int breachLimit,
        int silenceLimit,
        Duration deadline,
        List<StabilityCheck> checks) {
    public StabilityPolicy {
        interval = interval == null ? Duration.ofSeconds(15) : interval;
        gap = gap == null ? interval.multipliedBy(5).dividedBy(2) : gap;
        staleness = staleness == null ? interval.multipliedBy(2) : staleness;
        onBreach = onBreach == null ? Interruption.RESET : onBreach;
        onGap = onGap == null ? Interruption.PAUSE : onGap;
        coverage = coverage <= 0 ? 0.95 : coverage;
        deadline = deadline == null ? Duration.ZERO : deadline;
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** How many samples with an answer a soak needs at least; never fewer than two. */
    int fewestSamples() {
        var possible = soak.dividedBy(interval);
        return (int) Math.max(2, Math.floor(possible * coverage));
    }

    /**
     * The same checks for a moment, three intervals: what was proved must still hold when it is acted on, after people took
     * their time. The first breach ends it, and so do twenty-one intervals without an end.
     */
    StabilityPolicy again() {
        var moment = interval.multipliedBy(3);
        return new StabilityPolicy(
                moment.compareTo(soak) < 0 ? moment : soak,
                interval,
                gap,
                staleness,
                onBreach,
                onGap,
                coverage,
                1,
                silenceLimit,
                moment.multipliedBy(7),
                checks);
    }
}
