package io.homelab.simulator.zfs;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code scan:} line of {@code zpool status}, with the date as C's ctime writes it. */
final class ScanLine {
    private static final DateTimeFormatter HEAD = DateTimeFormatter.ofPattern("EEE MMM ", Locale.ENGLISH);
    private static final DateTimeFormatter TAIL = DateTimeFormatter.ofPattern(" HH:mm:ss yyyy", Locale.ENGLISH);

    private ScanLine() {}

    static String scrubbed(Instant at, ZoneId zone, long errors) {
        var local = at.atZone(zone);
        return "scrub repaired 0B in 00:14:33 with " + errors + " errors on " + HEAD.format(local)
                + "%2d".formatted(local.getDayOfMonth()) + TAIL.format(local);
    }
}
