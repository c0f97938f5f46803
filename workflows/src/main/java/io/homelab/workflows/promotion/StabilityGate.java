package io.homelab.workflows.promotion;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Judges a soak sample by sample. It is shut unless it has seen health, for the whole time that was wanted: the soak begins
 * with the first healthy sample, and only time between two healthy samples is counted, by a stopwatch that nobody can set.
 */
public final class StabilityGate {
    private final StabilityPolicy policy;

    public StabilityGate(StabilityPolicy policy) {
        this.policy = policy;
    }

    /** The soak after one more sample; a verdict that was given stays. */
    public Soak after(Soak soak, Sample sample) {
        if (soak.verdict() != Verdict.SOAKING) {
            return soak;
        }
        var interval = Interval.between(policy, soak.last(), sample);
        return interval instanceof Interval.Repeated ? soak : judged(new Step(soak, sample, interval).next());
    }

    private Soak judged(Soak soak) {
        if (isStable(soak)) {
            return with(
                    soak,
                    Verdict.STABLE,
                    "healthy for " + Times.text(soak.soaked()) + " in " + soak.answered() + " samples");
        }
        if (policy.breachLimit() > 0 && soak.breaches() >= policy.breachLimit()) {
            return with(soak, Verdict.UNSTABLE, soak.breaches() + " breaches in a row: " + soak.why());
        }
        if (policy.silenceLimit() > 0 && soak.silences() >= policy.silenceLimit()) {
            return with(soak, Verdict.UNSTABLE, soak.silences() + " samples without an answer in a row: " + soak.why());
        }
        if (!policy.deadline().isZero() && soak.watched().compareTo(policy.deadline()) >= 0) {
            return with(
                    soak,
                    Verdict.UNSTABLE,
                    "not healthy for " + Times.text(policy.soak()) + " within " + Times.text(policy.deadline()) + ": "
                            + soak.why());
        }
        return soak;
    }

    private boolean isStable(Soak soak) {
        return soak.healthy()
                && soak.soaked().compareTo(policy.soak()) >= 0
                && soak.answered() >= policy.fewestSamples()
                && soak.answered() >= policy.coverage() * soak.samples();
    }

    private static Soak with(Soak soak, Verdict verdict, String why) {
        return new Soak(
                verdict,
                why,
                soak.soaked(),
                soak.watched(),
                soak.since(),
                soak.samples(),
                soak.answered(),
                soak.breaches(),
                soak.silences(),
                soak.interruptions(),
                soak.last(),
                soak.healthy());
    }

    /** What one sample makes of a soak. */
    private final class Step {
        private final Soak before;
        private final Sample sample;
        private final Interval interval;

        private Duration soaked;
        private @Nullable Instant since;
        private int samples;
        private int answered;
        private int interruptions;

        Step(Soak before, Sample sample, Interval interval) {
            this.before = before;
            this.sample = sample;
            this.interval = interval;
            this.soaked = before.soaked();
            this.since = before.since();
            this.samples = before.samples();
            this.answered = before.answered();
            this.interruptions = before.interruptions();
        }

        Soak next() {
            if (interval instanceof Interval.Gap(var why, var missed)) {
                interrupt(policy.onGap());
                count(missed);
            }
            return switch (Health.of(policy, sample)) {
                case Health.Healthy() -> healthy();
                case Health.Breached(var why) -> {
                    interrupt(policy.onBreach());
                    count(1);
                    answered += since == null ? 0 : 1;
                    yield soak(why, before.breaches() + 1, 0, false);
                }
                case Health.Unknown(var why) -> {
                    interrupt(policy.onGap());
                    count(1);
                    yield soak(why, 0, before.silences() + 1, false);
                }
            };
        }

        private Soak healthy() {
            if (since == null) {
                since = sample.at();
            }
            count(1);
            answered++;
            if (before.healthy() && interval instanceof Interval.Watched(var length)) {
                soaked = soaked.plus(length);
            }
            var why = interval instanceof Interval.Gap(var gap, var missed) ? gap : "healthy so far";
            return soak(why, 0, 0, true);
        }

        private void interrupt(Interruption how) {
            if (since == null) {
                return;
            }
            if (before.healthy()) {
                interruptions++;
            }
            if (how == Interruption.RESET) {
                since = null;
                soaked = Duration.ZERO;
                samples = 0;
                answered = 0;
            }
        }

        private void count(long more) {
            if (since != null) {
                samples = (int) Math.min(Integer.MAX_VALUE, samples + more);
            }
        }

        private Duration watched() {
            return switch (interval) {
                case Interval.None() -> Duration.ZERO;
                case Interval.Repeated() -> before.watched();
                case Interval.Watched(var length) -> before.watched().plus(length);
                case Interval.Gap(var why, var missed) -> before.watched().plus(policy.gap());
            };
        }

        private Soak soak(String why, int breaches, int silences, boolean healthy) {
            return new Soak(
                    Verdict.SOAKING,
                    why,
                    soaked,
                    watched(),
                    since,
                    samples,
                    answered,
                    breaches,
                    silences,
                    interruptions,
                    Soak.Moment.of(sample),
                    healthy);
        }
    }
}
