package io.homelab.workflows.promotion;

import java.time.Duration;
import java.util.Locale;

/** Durations as titles and heartbeats say them. */
public final class Times {
    private Times() {}

    /** Such as {@code 24h} or {@code 1m30s}; parts of a second are left out of what is longer than one. */
    public static String text(Duration duration) {
        var told = duration.toSeconds() == 0 ? duration : Duration.ofSeconds(duration.toSeconds());
        return told.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
