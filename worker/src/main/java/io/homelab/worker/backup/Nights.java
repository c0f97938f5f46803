package io.homelab.worker.backup;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** When a night has passed. */
record Nights(LocalTime at, ZoneId zone) {
    /** Whether that time of day has come since then: one machine is switched off at night, another on for weeks. */
    boolean passedSince(Instant last, Instant now) {
        return last.isBefore(newest(now));
    }

    private Instant newest(Instant now) {
        var today = now.atZone(zone).toLocalDate();
        var tonight = today.atTime(at).atZone(zone).toInstant();
        return tonight.isAfter(now) ? today.minusDays(1).atTime(at).atZone(zone).toInstant() : tonight;
    }
}
