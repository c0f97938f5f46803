package io.homelab.workflows.promotion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one sample says. No answer is no health. */
sealed interface Health {
    record Healthy() implements Health {}

    /** A check does not hold. */
    record Breached(String why) implements Health {}

    /** Nobody can tell. */
    record Unknown(String why) implements Health {}

    /** A breach is a breach, whatever else could not be read. */
    static Health of(StabilityPolicy policy, Sample sample) {
        var readings = sample.readings().stream()
                .collect(Collectors.toMap(Reading::check, Function.identity(), (one, other) -> twice(one)));
        var breaches = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        for (var check : policy.checks()) {
            var reading = readings.get(check.name());
            var trouble = trouble(policy.staleness(), check, reading, sample);
            if (trouble != null || reading == null) {
                unknown.add(check.name() + ": " + trouble);
            } else {
                breaches.addAll(breaches(check, reading));
            }
        }
        if (!breaches.isEmpty()) {
            return new Breached(String.join("; ", breaches));
        }
        if (policy.checks().isEmpty()) {
            return new Unknown("nothing is checked");
        }
        return unknown.isEmpty() ? new Healthy() : new Unknown(String.join("; ", unknown));
    }

    private static Reading twice(Reading one) {
        return Reading.without(one.check(), "answered twice");
    }

    private static @Nullable String trouble(
            Duration staleness, StabilityCheck check, @Nullable Reading reading, Sample sample) {
        if (reading == null) {
            return "not asked";
        }
        if (reading.trouble() != null) {
            return reading.trouble();
        }
        if (reading.value() == null || !Double.isFinite(reading.value())) {
            return "no number";
        }
        if (reading.measuredAt() == null) {
            return "of no known time";
        }
        var age = Duration.between(reading.measuredAt(), sample.at());
        if (age.abs().compareTo(staleness) > 0) {
            return age.isNegative() ? "of the future, by " + age.negated() : "stale, by " + age;
        }
        if (check.tolerance() != null && (reading.baseline() == null || !Double.isFinite(reading.baseline()))) {
            return "no baseline";
        }
        if (check.limit() == null && check.tolerance() == null) {
            return "compared with nothing";
        }
        return null;
    }

    private static List<String> breaches(StabilityCheck check, Reading reading) {
        var found = new ArrayList<String>();
        var value = java.util.Objects.requireNonNull(reading.value());
        if (check.limit() != null && !check.comparison().holds(value, check.limit())) {
            found.add("%s is %s, wanted %s %s"
                    .formatted(check.name(), value, check.comparison().sign(), check.limit()));
        }
        if (check.tolerance() != null) {
            var limit = java.util.Objects.requireNonNull(reading.baseline()) * check.tolerance();
            if (!check.comparison().holds(value, limit)) {
                found.add("%s is %s, wanted %s %s times the %s before the deployment"
                        .formatted(
                                check.name(), value, check.comparison().sign(), check.tolerance(), reading.baseline()));
            }
        }
        return found;
    }
}
