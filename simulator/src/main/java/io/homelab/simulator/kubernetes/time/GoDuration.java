package io.homelab.simulator.kubernetes.time;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Go writes them, such as {@code 1h30m0s}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ms|h|m|s)");

    private GoDuration() {}

    /** What a text says; {@code otherwise} when it says nothing. */
    public static Duration parse(String text, Duration otherwise) {
        var found = PART.matcher(text);
        var nanos = 0L;
        var any = false;
        while (found.find()) {
            any = true;
            var unit =
                    switch (found.group(2)) {
                        case "h" -> Duration.ofHours(1);
                        case "m" -> Duration.ofMinutes(1);
                        case "s" -> Duration.ofSeconds(1);
                        default -> Duration.ofMillis(1);
                    };
            nanos += Math.round(Double.parseDouble(found.group(1)) * unit.toNanos());
        }
        return any ? Duration.ofNanos(nanos) : otherwise;
    }

    public static String text(Duration duration) {
        var hours = duration.toHours();
        return (hours > 0 ? hours + "h" : "")
                + (hours > 0 || duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "")
                + duration.toSecondsPart() + "s";
    }
}
