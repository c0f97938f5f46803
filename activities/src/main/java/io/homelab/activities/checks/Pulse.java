package io.homelab.activities.checks;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Beats the heart beside the checks: one call to a machine that does not answer takes longer than the heartbeat time-out.
 * The activity's start-to-close still bounds the whole.
 */
final class Pulse implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ActivityExecutionContext context;
    private final ScheduledExecutorService executor;
    private final Future<?> beating;
    private volatile String where = "";

    private Pulse(ActivityExecutionContext context) {
        this.context = context;
        this.executor =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        this.beating =
                executor.scheduleWithFixedDelay(this::beat, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Pulse begin() {
        return new Pulse(Activity.getExecutionContext());
    }

    /** Says what is being checked; throws when the run was cancelled. */
    void at(String criterion) {
        where = criterion;
        context.heartbeat(criterion);
    }

    private void beat() {
        try {
            context.heartbeat(where);
        } catch (ActivityCompletionException e) {
            executor.shutdown(); // cancelled: the next at() throws where it is noticed
        }
    }

    @Override
    public void close() {
        beating.cancel(true);
        executor.shutdownNow();
    }
}
