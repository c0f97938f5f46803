package io.homelab.lab.freeze;

import io.homelab.lab.definition.Backups;
import io.homelab.lab.definition.Freeze;
import io.homelab.lab.definition.ProofPromise;
import io.homelab.lab.definition.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How often a schedule starts something. */
public final class Cadence {
    private static final int LOOKED_AT = 400;
    private static final Duration SPARE = Duration.ofHours(2);
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private Cadence() {}

    /**
     * How long one of those may be without a proof; empty when nobody wants to be told. Where the lab file does not say, one
     * verification may fail and the next is still in time.
     */
    public static Optional<Duration> proofWithin(Backups backups, String name, Instant now) {
        return backups.proof(name).map(ProofPromise::within).or(() -> Optional.ofNullable(backups.schedule())
                .map(schedule -> longest(schedule, now).multipliedBy(2).plus(SPARE)));
    }

    /** The longest time from one start to the next, of those that are near. */
    static Duration longest(Schedule schedule, Instant from) {
        var calendar = FreezeCalendar.of(
                List.of(new Freeze("schedule", schedule.zone(), schedule.cron(), MOMENT, null, null, List.of())));
        var longest = Duration.ZERO;
        var last = calendar.nextBegin(from);
        for (int i = 0; i < LOOKED_AT && last.isPresent(); i++) {
            var next = calendar.nextBegin(last.get());
            if (next.isPresent()) {
                var pause = Duration.between(last.get(), next.get());
                longest = pause.compareTo(longest) > 0 ? pause : longest;
            }
            last = next;
        }
        return longest;
    }
}
