package io.homelab.activities.clock;

import java.time.Duration;
import java.util.Locale;

/** Ages as people say them: nobody counts the seconds of a day. */
public final class Ages {
    private static final Duration DAYS = Duration.ofDays(2);

    private Ages() {}

    /** Such as {@code 9d}, {@code 26h}, {@code 1h5m} or {@code 40s}; what is from the future is none. */
    public static String text(Duration age) {
        if (age.compareTo(DAYS) >= 0) {
            return age.toDays() + "d" + (age.toHoursPart() == 0 ? "" : age.toHoursPart() + "h");
        }
        var shown = age.toHours() > 0 ? Duration.ofMinutes(age.toMinutes()) : Duration.ofSeconds(age.toSeconds());
        return shown.isNegative() ? "0s" : shown.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
