package io.homelab.lab.freeze;

import io.homelab.lab.definition.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The same question answered the other way round: walks through time minute by minute, reads the wall clock at each, and shares
 * nothing with the calendar but the definition.
 */
final class Walk {
    private final Instant start;
    private final int minutes;
    private final BitSet frozen = new BitSet();

    private Walk(Instant start, int minutes) {
        this.start = start;
        this.minutes = minutes;
    }

    static Walk through(Freeze freeze, Instant start, Duration length) {
        var walk = new Walk(start, (int) length.toMinutes());
        var zone = ZoneId.of(freeze.zone());
        var lasts = (int) Objects.requireNonNull(freeze.duration()).toMinutes();
        var fields = Objects.requireNonNull(freeze.cron()).split(" ");
        for (int minute = -lasts; minute < walk.minutes; minute++) {
            if (begins(fields, zone, walk.at(minute))) {
                walk.frozen.set(Math.max(0, minute), Math.max(0, Math.min(walk.minutes, minute + lasts)));
            }
        }
        for (int minute = 0; minute < walk.minutes; minute++) {
            var day = LocalDate.ofInstant(walk.at(minute), zone);
            if (freeze.except().contains(day.toString())) {
                walk.frozen.clear(minute);
            }
        }
        return walk;
    }

    int minutes() {
        return minutes;
    }

    Instant at(int minute) {
        return start.plusSeconds(60L * minute);
    }

    boolean frozen(int minute) {
        return frozen.get(minute);
    }

    /** Empty when it lies beyond the walk. */
    Optional<Instant> opening(int minute) {
        var open = frozen.nextClearBit(minute);
        return open < minutes ? Optional.of(at(open)) : Optional.empty();
    }

    Optional<Instant> freeze(int minute) {
        var next = frozen.nextSetBit(frozen.nextClearBit(minute));
        return next >= 0 ? Optional.of(at(next)) : Optional.empty();
    }

    private static boolean begins(String[] fields, ZoneId zone, Instant at) {
        var local = LocalDateTime.ofInstant(at, zone);
        var before = LocalDateTime.ofInstant(at.minusSeconds(60), zone).plusMinutes(1);
        // The minutes that the wall clock jumped over begin with the jump.
        for (var skipped = before; skipped.isBefore(local); skipped = skipped.plusMinutes(1)) {
            if (matches(fields, skipped)) {
                return true;
            }
        }
        return matches(fields, local);
    }

    private static boolean matches(String[] fields, LocalDateTime local) {
        return field(fields[0], 0).test(local.getMinute())
                && field(fields[1], 0).test(local.getHour())
                && field(fields[2], 1).test(local.getDayOfMonth())
                && field(fields[3], 1).test(local.getMonthValue())
                && field(fields[4], 0).test(local.getDayOfWeek().getValue());
    }

    /** Stars, steps of a star from the least value on, lists and ranges of numbers. */
    private static IntPredicate field(String text, int least) {
        IntPredicate any = value -> false;
        for (var part : text.split(",")) {
            any = any.or(part(part, least));
        }
        return any;
    }

    private static IntPredicate part(String part, int least) {
        if (part.equals("*")) {
            return value -> true;
        }
        if (part.startsWith("*/")) {
            return value -> (value - least) % Integer.parseInt(part.substring(2)) == 0;
        }
        var ends = part.split("-");
        var first = Integer.parseInt(ends[0]);
        var last = Integer.parseInt(ends[ends.length - 1]);
        return value -> first <= value && value <= last;
    }
}
