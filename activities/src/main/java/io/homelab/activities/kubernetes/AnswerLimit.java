package io.homelab.activities.kubernetes;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a wait that the client's own time-outs do not end: they cover an answer's beginning, and fabric8 waits for the rest
 * without a limit (kubernetes-client issue 7299). The thread that opened it is interrupted, which the client tells as an
 * interrupted call.
 */
final class AnswerLimit implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private boolean reached;

    private AnswerLimit() {}

    /** Watches the calling thread until it is closed. */
    static AnswerLimit of(Duration limit) {
        var watch = new AnswerLimit();
        Thread.ofVirtual().name("kubernetes-answer-limit").start(() -> watch.endAfter(limit));
        return watch;
    }

    private void endAfter(Duration limit) {
        try {
            if (!over.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts it but the end of the JVM
        }
    }

    private synchronized void end() {
        if (over.getCount() > 0) {
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
        over.countDown();
        if (reached) {
            Thread.interrupted();
        }
    }
}
