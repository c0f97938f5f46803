package io.homelab.workflows.promotion;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a soak is: all that a judge needs to know of the samples before, so that they need not be kept.
 *
 * @param why of the verdict, for people
 * @param soaked healthy time in this stretch
 * @param watched time between samples since the first one, at most a gap's length for each
 * @param since when this stretch began; null while there is none
 * @param samples how many there were in this stretch, or should have been
 * @param answered how many of them had an answer
 * @param breaches in a row, up to now
 * @param silences samples without a usable answer in a row, up to now
 * @param interruptions of stretches since the first sample
 * @param last the newest sample; null before the first
 * @param healthy whether the newest sample was
 */
public record Soak(
        Verdict verdict,
        String why,
        Duration soaked,
        Duration watched,
        @Nullable Instant since,
        int samples,
        int answered,
        int breaches,
        int silences,
        int interruptions,
        @Nullable Moment last,
        boolean healthy) {

    /** When a sample was taken, by the clock and by the sampler's stopwatch. */
    public record Moment(Instant at, String sampler, Duration running) {
        static Moment of(Sample sample) {
            return new Moment(sample.at(), sample.sampler(), sample.running());
        }
    }

    /** Before the first sample. */
    public static Soak begin() {
        return new Soak(
                Verdict.SOAKING, "no sample yet", Duration.ZERO, Duration.ZERO, null, 0, 0, 0, 0, 0, null, false);
    }
}
