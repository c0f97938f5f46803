package io.homelab.simulator.zfs;

import io.homelab.simulator.zfs.PoolDocument.Dataset;
import io.homelab.simulator.zfs.PoolDocument.Snap;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * What sanoid 2.1.0 does each quarter of an hour (sanoid.timer; sanoid.service runs it in UTC): of each kind it takes one when the
 * youngest is older than the last preferred time, and prunes what is more than it keeps.
 */
final class SanoidTimer {
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final List<String> KINDS = List.of("yearly", "monthly", "weekly", "daily", "hourly", "frequently");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH:mm:ss");

    private SanoidTimer() {}

    /** The dataset after all runs between two times. */
    static Dataset ran(Dataset dataset, Instant after, Instant until) {
        if (!dataset.configured() || dataset.keep().isEmpty()) {
            return dataset;
        }
        var snaps = new ArrayList<>(dataset.snapshots());
        var first = after.truncatedTo(ChronoUnit.HOURS);
        while (!first.isAfter(after)) {
            first = first.plus(EVERY);
        }
        for (var run = first; !run.isAfter(until); run = run.plus(EVERY)) {
            run(dataset, run, snaps);
        }
        return dataset.with(snaps);
    }

    private static void run(Dataset dataset, Instant run, List<Snap> snaps) {
        var now = run.atZone(ZoneOffset.UTC);
        for (var kind : KINDS) {
            var kept = dataset.keep().getOrDefault(kind, 0);
            if (kept > 0) {
                var own =
                        snaps.stream().filter(snap -> snap.kind().equals(kind)).toList();
                var newest = own.stream().mapToLong(Snap::at).max().orElse(Long.MIN_VALUE);
                if (newest < preferred(kind, now).toEpochSecond()) {
                    snaps.add(new Snap("autosnap_" + STAMP.format(now) + "_" + kind, run.getEpochSecond()));
                    if (own.size() + 1 > kept) {
                        snaps.remove(own.getFirst());
                    }
                }
            }
        }
    }

    /** When one was last to be taken, by sanoid.defaults.conf. */
    private static ZonedDateTime preferred(String kind, ZonedDateTime now) {
        var hour = now.truncatedTo(ChronoUnit.HOURS);
        var day = now.truncatedTo(ChronoUnit.DAYS);
        return switch (kind) {
            case "frequently" -> hour.plusMinutes(now.getMinute() / EVERY.toMinutes() * EVERY.toMinutes());
            case "hourly" -> hour;
            case "daily" -> notAfter(day.plusHours(23).plusMinutes(59), now, day.minusMinutes(1));
            case "weekly" -> {
                var monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusHours(23)
                        .plusMinutes(30);
                yield notAfter(monday, now, monday.minusWeeks(1));
            }
            case "monthly" -> day.withDayOfMonth(1);
            case "yearly" -> day.withDayOfYear(1);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static ZonedDateTime notAfter(ZonedDateTime wanted, ZonedDateTime now, ZonedDateTime before) {
        return wanted.isAfter(now) ? before : wanted;
    }
}
