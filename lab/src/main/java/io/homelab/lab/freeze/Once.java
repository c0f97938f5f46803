package io.homelab.lab.freeze;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** A span that does not come again. */
record Once(Instant from, Instant to) implements Window.Spans {
    /** A time that comes twice is the earlier one for the begin and the later one for the end; one that is skipped, the jump. */
    static Once between(LocalDateTime from, LocalDateTime to, ZoneId zone) {
        return new Once(instant(from, zone, true), instant(to, zone, false));
    }

    @Override
    public Optional<Instant> end(Instant at) {
        return at.isBefore(from) || !at.isBefore(to) ? Optional.empty() : Optional.of(to);
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return after.isBefore(from) ? Optional.of(from) : Optional.empty();
    }

    private static Instant instant(LocalDateTime local, ZoneId zone, boolean earlier) {
        var change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toInstant();
        }
        if (change.isGap()) {
            return change.getInstant();
        }
        return local.toInstant(earlier ? change.getOffsetBefore() : change.getOffsetAfter());
    }
}
