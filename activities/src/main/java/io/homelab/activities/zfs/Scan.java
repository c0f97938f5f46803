package io.homelab.activities.zfs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the {@code scan:} line of {@code zpool status} says; there is but one, of whatever was last. */
sealed interface Scan {
    /** A scrub came to its end. */
    record Scrubbed(Instant at, long errors, String repaired) implements Scan {}

    /** A scrub is under way, or paused: what came of the one before is not said any more. */
    record Scrubbing(String words) implements Scan {}

    /** A scrub was stopped. */
    record Canceled(String words) implements Scan {}

    /** A device was or is filled anew; when there was a scrub is not said any more. */
    record Resilver(String words) implements Scan {}

    /** Never since the pool was made. */
    record Never() implements Scan {}

    /** In words that we do not know. */
    record Unreadable(String words) implements Scan {}

    /** ZFS writes dates by C's ctime, which is English everywhere, in the wall clock of the host. */
    Pattern SCRUBBED = Pattern.compile(
            "scrub repaired (\\S+) in .*?with (\\d+) errors on (\\w{3} \\w{3} +\\d{1,2} \\d{2}:\\d{2}:\\d{2} \\d{4})");

    DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    /** Of all OpenZFS: since 0.8 a duration is {@code 00:14:33} or {@code 0 days 00:14:33}, before that {@code 0h14m}. */
    static Scan of(@Nullable String line, ZoneId zone) {
        var words = line == null ? "" : line.strip().replaceAll("\\s+", " ");
        if (words.isEmpty()) {
            return new Unreadable("nothing");
        }
        if (words.equals("none requested")) {
            return new Never();
        }
        var scrubbed = SCRUBBED.matcher(words);
        if (scrubbed.lookingAt()) {
            try {
                var at = LocalDateTime.parse(scrubbed.group(3), DATE).atZone(zone);
                return new Scrubbed(at.toInstant(), Long.parseLong(scrubbed.group(2)), scrubbed.group(1));
            } catch (DateTimeException | NumberFormatException e) {
                return new Unreadable(words);
            }
        }
        if (words.startsWith("scrub in progress") || words.startsWith("scrub paused")) {
            return new Scrubbing(words);
        }
        if (words.startsWith("scrub canceled")) {
            return new Canceled(words);
        }
        return words.startsWith("resilver") ? new Resilver(words) : new Unreadable(words);
    }
}
