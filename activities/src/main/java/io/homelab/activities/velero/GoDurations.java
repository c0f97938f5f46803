package io.homelab.activities.velero;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Go writes them, such as {@code 1h0m0s}; what is none counts as zero. */
final class GoDurations {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|h|m|s)");
    private static final double MILLI = 1000;

    private GoDurations() {}

    static Duration parse(String text) {
        var parts = PART.matcher(text);
        var sum = Duration.ZERO;
        while (parts.find()) {
            double number = Double.parseDouble(parts.group(1));
            sum = sum.plusMillis(Math.round(
                    switch (parts.group(2)) {
                        case "h" -> number * Duration.ofHours(1).toMillis();
                        case "m" -> number * Duration.ofMinutes(1).toMillis();
                        case "s" -> number * MILLI;
                        default -> number;
                    }));
        }
        return sum;
    }
}
