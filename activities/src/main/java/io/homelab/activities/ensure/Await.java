package io.homelab.activities.ensure;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A wait inside an activity: probes, beats the heart with what it sees, and notices a cancelled run. It adds no event to
 * the history, however long it takes.
 */
public final class Await {
    /** Below every heartbeat time-out, so that a cancelled run is noticed within seconds. */
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(5);

    private final Duration limit;
    private final Duration interval;

    private Await(Duration limit, Duration interval) {
        this.limit = limit;
        this.interval = interval;
    }

    /** Waits up to {@code limit}, with a probe each {@code interval}. */
    public static Await upTo(Duration limit, Duration interval) {
        return new Await(limit, interval);
    }

    /** What a probe saw: the awaited thing, or what is still missing. */
    public sealed interface Seen<T> {
        static <T> Seen<T> there(T value) {
            return new There<>(value);
        }

        static <T> Seen<T> missing(String what) {
            return new Missing<>(what);
        }

        record There<T>(T value) implements Seen<T> {}

        record Missing<T>(String what) implements Seen<T> {}
    }

    /** The awaited thing and how long it took to come. */
    public record Awaited<T>(T value, Duration waited) {}

    /**
     * Probes until the thing is there. A probe may throw: a retryable {@link Problem} counts as "still missing".
     * Gives up only after a probe that began when the time was up: a worker that was frozen in the middle of one, with its
     * host or by SIGSTOP, knows nothing of the time in between.
     *
     * @param what for messages: "task qmcreate 110"
     */
    public <T> Awaited<T> until(String what, Supplier<Seen<T>> probe) {
        var watch = LabClock.stopwatch();
        var last = "not looked yet";
        while (true) {
            Optional<T> value = Optional.empty();
            boolean late = watch.elapsed().compareTo(limit) > 0;
            try {
                switch (probe.get()) {
                    case Seen.There<T>(var there) -> value = Optional.of(there);
                    case Seen.Missing<T>(var missing) -> last = missing;
                }
            } catch (Problem e) {
                if (!e.report().kind().retryable() || e.retryAfter().isPresent()) {
                    throw e; // who wants to be left alone is not probed
                }
                last = e.report().line();
            }
            if (value.isPresent()) {
                return new Awaited<>(value.get(), watch.elapsed());
            }
            beat(what + ": " + last);
            if (late) {
                throw new GaveUp(
                        "gave up waiting for " + what + " after " + limit.toSeconds() + " s; last seen: " + last);
            }
            rest(interval);
        }
    }

    /** Tells Temporal that this activity lives and what it sees; throws when the run was cancelled or the worker stops. */
    public static void beat(String seen) {
        Activity.getExecutionContext().heartbeat(seen);
    }

    /** Pauses in a wait that is not an {@link Await}; beats the heart with what was seen for as long as it takes. */
    public static void pause(Duration length, String seen) {
        var watch = LabClock.stopwatch();
        while (true) {
            var left = length.minus(watch.elapsed());
            if (!left.isPositive()) {
                return;
            }
            rest(left.compareTo(BETWEEN_BEATS) < 0 ? left : BETWEEN_BEATS);
            beat(seen);
        }
    }

    private static void rest(Duration length) {
        try {
            // A latch that nobody opens: an interruptible pause that ends early only when the worker is shut down.
            if (new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("nobody opens this latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(FailureClass.TRANSIENT, "the worker is stopping", null, null, e);
        }
    }
}
