package io.homelab.cli.output;

import java.time.Duration;

/** Durations as people say them. */
public final class Durations {
    private Durations() {}

    /** Such as {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s} or {@code 2 h 10 min}. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 10_000) {
            return "%.1f s".formatted(millis / 1000.0);
        }
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
