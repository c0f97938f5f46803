package io.homelab.simulator.talos.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An armed delay: holds one call up and nobody else, since every call has a thread of its own. */
final class Pause {
    private Pause() {}

    static void of(Duration delay) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }
}
