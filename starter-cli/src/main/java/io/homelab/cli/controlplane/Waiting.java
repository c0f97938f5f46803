package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waiting for a condition. */
public final class Waiting {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Waiting() {}

    /** Looks again and again until it is so; fails with the message when it is not so in time. */
    public static void until(Duration limit, BooleanSupplier condition, Supplier<String> otherwise) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new CommandFailure(ExitCode.FAILED, otherwise.get());
            }
            pause(INTERVAL);
        }
    }

    /** A pause between two looks; an interrupt ends the command, not the run. */
    public static void pause(Duration interval) {
        try {
            if (new CountDownLatch(1).await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody opens this latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.DETACHED, "interrupted", e);
        }
    }
}
