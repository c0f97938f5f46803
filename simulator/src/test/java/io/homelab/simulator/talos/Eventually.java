package io.homelab.simulator.talos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks again until the answer is right. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Eventually() {}

    /** The value of the first attempt that neither throws nor yields null or false. */
    public static <T> T get(Callable<? extends @Nullable T> attempt) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        @Nullable Throwable last = null;
        while (System.nanoTime() < deadline) {
            try {
                var value = attempt.call();
                if (value != null && !Boolean.FALSE.equals(value)) {
                    return value;
                }
                last = new AssertionError("still " + value);
            } catch (Exception | AssertionError e) {
                last = e;
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                    .join();
        }
        throw new AssertionError("not in time", last);
    }
}
