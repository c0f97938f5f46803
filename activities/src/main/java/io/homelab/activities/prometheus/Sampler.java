package io.homelab.activities.prometheus;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.prometheus.PrometheusClient.Answer;
import io.homelab.workflows.promotion.Reading;
import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.StabilityCheck;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Asks all checks at once, so that one that hangs makes no other one late. Has a stopwatch of its own. */
final class Sampler implements AutoCloseable {
    private final String name = UUID.randomUUID().toString();
    private final LabClock.Stopwatch stopwatch = LabClock.stopwatch();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PrometheusClient client;
    private final LabClock clock;
    private final List<StabilityCheck> checks;
    private final @Nullable Instant before;

    /** @param before a moment before the deployment, for baselines; null when there was none */
    Sampler(PrometheusClient client, LabClock clock, List<StabilityCheck> checks, @Nullable Instant before) {
        this.client = client;
        this.clock = clock;
        this.checks = List.copyOf(checks);
        this.before = before;
    }

    /** One sample; a check that has no answer says why. */
    Sample take() throws InterruptedException {
        var at = clock.now();
        var running = stopwatch.elapsed();
        var asked = threads.invokeAll(checks.stream()
                .<Callable<Reading>>map(check -> () -> reading(check))
                .toList());
        return new Sample(at, name, running, asked.stream().map(Sampler::done).toList());
    }

    private Reading reading(StabilityCheck check) {
        return switch (client.query(check.query(), null)) {
            case Answer.Nothing(var why) -> Reading.without(check.name(), why);
            case Answer.Number(var value, var at) -> new Reading(check.name(), value, baseline(check), at, null);
        };
    }

    private @Nullable Double baseline(StabilityCheck check) {
        if (check.tolerance() == null || before == null) {
            return null;
        }
        return client.query(check.query(), before) instanceof Answer.Number(var value, var at) ? value : null;
    }

    private static Reading done(Future<Reading> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a query failed in a way that nobody foresaw", e.getCause());
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted after all answers were there", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
