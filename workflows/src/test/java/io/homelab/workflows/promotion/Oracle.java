package io.homelab.workflows.promotion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Says when a soak is over by looking at all samples from the end backwards, as the definition reads; the gate looks at them
 * from the beginning, one by one, and forgets them. Knows one check: at most 0.
 */
final class Oracle {
    private final StabilityPolicy policy;

    Oracle(StabilityPolicy policy) {
        this.policy = policy;
    }

    private enum Colour {
        GREEN,
        RED,
        GREY
    }

    /** What was between a sample and the one before. */
    private record Before(long millis, boolean watched) {}

    /** How many samples it takes until the soak is over; -1 when it is not. */
    int over(List<Sample> all) {
        for (int count = 1; count <= all.size(); count++) {
            if (isOver(distinct(all.subList(0, count)))) {
                return count;
            }
        }
        return -1;
    }

    private boolean isOver(List<Sample> samples) {
        if (samples.isEmpty() || colour(samples.getLast()) != Colour.GREEN) {
            return false;
        }
        int first = samples.size() - 1;
        for (int i = samples.size() - 1; i >= 0 && !cuts(samples, i); i--) {
            first = colour(samples.get(i)) == Colour.GREEN ? i : first;
            if (i > 0 && !before(samples, i).watched() && policy.onGap() == Interruption.RESET) {
                break;
            }
        }
        long green = 0;
        long expected = 0;
        long answered = 0;
        for (int i = first; i < samples.size(); i++) {
            var colour = colour(samples.get(i));
            expected++;
            answered += colour == Colour.GREY ? 0 : 1;
            if (i > first) {
                var before = before(samples, i);
                if (!before.watched()) {
                    expected += Math.max(1, before.millis() / policy.interval().toMillis() - 1);
                } else if (colour == Colour.GREEN && colour(samples.get(i - 1)) == Colour.GREEN) {
                    green += before.millis();
                }
            }
        }
        var fewest =
                Math.max(2, (long) (policy.soak().toMillis() / policy.interval().toMillis() * policy.coverage()));
        return green >= policy.soak().toMillis() && answered >= fewest && answered >= policy.coverage() * expected;
    }

    /** Whether nothing up to this sample counts any more. */
    private boolean cuts(List<Sample> samples, int i) {
        return switch (colour(samples.get(i))) {
            case GREEN -> false;
            case RED -> policy.onBreach() == Interruption.RESET;
            case GREY -> policy.onGap() == Interruption.RESET;
        };
    }

    private Colour colour(Sample sample) {
        if (sample.readings().size() != 1) {
            return Colour.GREY;
        }
        var reading = sample.readings().getFirst();
        var value = reading.value();
        var at = reading.measuredAt();
        if (value == null || value.isNaN() || value.isInfinite() || at == null) {
            return Colour.GREY;
        }
        var age = sample.at().toEpochMilli() - at.toEpochMilli();
        if (Math.abs(age) > policy.staleness().toMillis()) {
            return Colour.GREY;
        }
        return value > 0 ? Colour.RED : Colour.GREEN;
    }

    private Before before(List<Sample> samples, int i) {
        var now = samples.get(i);
        var then = samples.get(i - 1);
        var clock = now.at().toEpochMilli() - then.at().toEpochMilli();
        var same = now.sampler().equals(then.sampler());
        var length = same ? now.running().minus(then.running()).toMillis() : clock;
        var honest = !same || Math.abs(clock - length) * 2 <= policy.interval().toMillis();
        return new Before(
                Math.max(length, 0),
                honest && length >= 0 && length <= policy.gap().toMillis());
    }

    private static List<Sample> distinct(List<Sample> samples) {
        var kept = new ArrayList<Sample>();
        for (var sample : samples) {
            if (kept.isEmpty() || isLater(kept.getLast(), sample)) {
                kept.add(sample);
            }
        }
        return kept;
    }

    private static boolean isLater(Sample then, Sample now) {
        return then.sampler().equals(now.sampler())
                ? now.running().compareTo(then.running()) > 0
                : !Duration.between(then.at(), now.at()).isZero();
    }
}
