package io.homelab.lab.freeze;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * Spans that begin by the wall clock and last by the stopwatch. The expression is asked for local times alone, so that what a
 * change of the clock means is decided here: a begin that is skipped comes with the jump, and one that comes twice begins twice.
 * Both freeze rather too much than too little.
 */
record Recurrence(CronExpression cron, ZoneId zone, Duration duration) implements Window.Spans {
    /** Reads five fields as cron has them: minute, hour, day of month, month, day of week. Days must match both. */
    static CronExpression parse(String fields) {
        return CronExpression.parse("0 " + fields);
    }

    @Override
    public Optional<Instant> end(Instant at) {
        var begin = next(at.minus(duration));
        var latest = Optional.<Instant>empty();
        while (begin.isPresent() && !begin.get().isAfter(at)) {
            latest = begin;
            begin = next(begin.get());
        }
        return latest.map(last -> last.plus(duration));
    }

    @Override
    public Optional<Instant> next(Instant after) {
        var rules = zone.getRules();
        var since = after;
        var offset = rules.getOffset(after);
        var local = LocalDateTime.ofInstant(after, offset);
        while (true) {
            var next = cron.next(local);
            if (next == null) {
                return Optional.empty();
            }
            var begin = next.toInstant(offset);
            var change = rules.nextTransition(since);
            if (change == null || begin.isBefore(change.getInstant())) {
                return Optional.of(begin);
            }
            if (change.isGap() && next.isBefore(change.getDateTimeAfter())) {
                return Optional.of(change.getInstant());
            }
            since = change.getInstant();
            offset = change.getOffsetAfter();
            local = change.getDateTimeAfter().minusNanos(1);
        }
    }
}
