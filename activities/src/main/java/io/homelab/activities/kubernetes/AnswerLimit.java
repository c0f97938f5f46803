package io.homelab.activities.kubernetes;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a wait that the client's own time-outs do not end: they cover an answer's beginning, and fabric8 waits for the rest
 * without a limit (kubernetes-client issue 7299). The waiting thread is interrupted, which the client tells as an
 * interrupted call.
 */
final class AnswerLimit {
    private final Duration limit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kubernetes-answer-limit").factory());

    AnswerLimit(Duration limit) {
        this.limit = limit;
    }

    /** Watches the calling thread until it is closed. */
    Watch watch() {
        return new Watch(Thread.currentThread());
    }

    /** One piece of work of one thread. */
    final class Watch implements AutoCloseable {
        private final Thread worker;
        private final Future<?> alarm;
        private boolean over;
        private boolean reached;

        private Watch(Thread worker) {
            this.worker = worker;
            this.alarm = timer.schedule(this::end, limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void end() {
            if (!over) {
                reached = true;
                worker.interrupt();
            }
        }

        /** Whether the limit was reached. */
        synchronized boolean reached() {
            return reached;
        }

        /** An interrupt of ours does not outlive the work that it was meant for. */
        @Override
        public synchronized void close() {
            over = true;
            alarm.cancel(false);
            if (reached) {
                Thread.interrupted();
            }
        }
    }
}
