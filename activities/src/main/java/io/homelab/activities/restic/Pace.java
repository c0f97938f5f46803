package io.homelab.activities.restic;

import com.google.common.util.concurrent.RateLimiter;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** How fast readers may be, all of them together. */
final class Pace {
    private static final double MIB = 1 << 20;

    private Pace() {}

    /**
     * Told of each piece that was read, it holds the reader back until the next may be; the server then waits, by TCP.
     *
     * @param maxMiBPerSecond null: nobody is held back
     */
    static IntConsumer of(@Nullable Integer maxMiBPerSecond) {
        if (maxMiBPerSecond == null) {
            return bytes -> {};
        }
        var limiter = RateLimiter.create(maxMiBPerSecond * MIB);
        return limiter::acquire;
    }
}
