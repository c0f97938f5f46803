package io.homelab.workflows.promotion;

import java.time.Duration;
import java.util.Locale;

/** Durations as titles say them. */
final class Times {
    private Times() {}

    /** Such as {@code 24h} or {@code 1m30s}. */
    static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
