package io.homelab.simulator.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Real time plus the sum of all jumps, which a restart of the simulator remembers. */
public final class JumpingClock implements WorldClock {
    private final Clock real = Clock.systemUTC();
    private final Documents<Long> offsets;
    private volatile Duration offset;

    JumpingClock(Store store) {
        offsets = new Documents<>(store, "clock", Long.class);
        offset = Duration.ofMillis(offsets.get("offset").orElse(0L));
    }

    @Override
    public Instant now() {
        return real.instant().plus(offset);
    }

    /** Moves the lab's clock; the store must be committed by the caller. */
    public synchronized void jump(Duration by) {
        offset = offset.plus(by);
        offsets.put("offset", offset.toMillis());
    }

    public Duration offset() {
        return offset;
    }
}
