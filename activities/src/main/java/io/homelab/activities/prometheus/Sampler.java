package io.homelab.activities.prometheus;

import io.homelab.activities.clock.LabClock;
import io.homelab.workflows.promotion.Reading;
import io.homelab.workflows.promotion.Sample;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks all questions at once, so that one that hangs makes no other one late. Has a stopwatch of its own. */
public final class Sampler implements AutoCloseable {
    private final String name = UUID.randomUUID().toString();
    private final LabClock.Stopwatch stopwatch = LabClock.stopwatch();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LabClock clock;
    private final List<Callable<Reading>> questions;

    public Sampler(LabClock clock, List<Question> questions) {
        this.clock = clock;
        this.questions = questions.stream()
                .<Callable<Reading>>map(question -> question::ask)
                .toList();
    }

    /** One sample; a check that has no answer says why. */
    public Sample take() throws InterruptedException {
        var at = clock.now();
        var running = stopwatch.elapsed();
        var asked = threads.invokeAll(questions);
        return new Sample(at, name, running, asked.stream().map(Sampler::done).toList());
    }

    private static Reading done(Future<Reading> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question failed in a way that nobody foresaw", e.getCause());
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
