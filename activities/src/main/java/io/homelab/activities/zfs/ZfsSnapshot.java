package io.homelab.activities.zfs;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A snapshot.
 *
 * @param dataset that it is of
 * @param name behind the {@code @}
 * @param created by the clock of the host that took it
 */
record ZfsSnapshot(String dataset, String name, Instant created) {
    private static final Pattern LINE = Pattern.compile("([^@\\t]+)@([^@\\t]+)\\t(\\d{1,18})");

    /** sanoid's {@code autosnap_2026-11-26_21:00:01_hourly} and zfs-auto-snapshot's {@code zfs-auto-snap_hourly-2026-11-26-2117}. */
    private static final Pattern SCHEDULED = Pattern.compile("autosnap_.*_([a-z]+)|zfs-auto-snap[-_]([a-z]+)-.*");

    /** Empty for anything that is no line of {@code zfs list -Hp -o name,creation}. */
    static Optional<ZfsSnapshot> of(String line) {
        var fields = LINE.matcher(line);
        if (!fields.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ZfsSnapshot(
                    fields.group(1), fields.group(2), Instant.ofEpochSecond(Long.parseLong(fields.group(3)))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Such as {@code hourly}; empty for one that a person or another program took. */
    Optional<String> kind() {
        var words = SCHEDULED.matcher(name);
        return words.matches()
                ? Optional.of(words.group(1) == null ? words.group(2) : words.group(1))
                        .map(kind -> kind.equals("frequent") ? "frequently" : kind)
                : Optional.empty();
    }
}
