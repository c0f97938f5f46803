package io.homelab.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Physics with one factor: a timer thread fires, a virtual thread does what follows. */
public final class ScaledPhysics implements Physics {
    private static final Logger log = LoggerFactory.getLogger(ScaledPhysics.class);

    private final WorldClock clock;
    private final double factor;
    private final List<Interval> intervals = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService workers;

    ScaledPhysics(String world, WorldClock clock, double factor) {
        this.clock = clock;
        this.factor = factor;
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("physics-" + world).factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("world-" + world + "-", 0).factory());
    }

    @Override
    public Duration duration(Process process) {
        return scaled(process.realLife());
    }

    /** A duration of real life in this world. */
    public Duration scaled(Duration realLife) {
        return Duration.ofNanos(Math.round(realLife.toNanos() * factor));
    }

    @Override
    public Running start(Process process, String subject, Runnable then) {
        var from = clock.now();
        var over = new AtomicBoolean();
        var waiting = later(duration(process), () -> {
            if (over.compareAndSet(false, true)) {
                note(process, subject, from);
                then.run();
            }
        });
        return () -> {
            if (over.compareAndSet(false, true)) {
                waiting.cancel();
                note(process, subject, from);
            }
        };
    }

    /** Runs something after a real (already scaled) delay; not recorded as an interval. */
    public Running later(Duration delay, Runnable then) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        var future = timer.schedule(() -> hand(then), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private void hand(Runnable then) {
        if (!workers.isShutdown()) {
            workers.execute(() -> {
                try {
                    then.run();
                } catch (RuntimeException e) {
                    if (workers.isShutdown()) {
                        log.debug("cut short by the end of the world", e);
                        return;
                    }
                    log.error("a process of the world failed", e);
                }
            });
        }
    }

    private void note(Process process, String subject, Instant from) {
        intervals.add(new Interval(process, subject, from, clock.now()));
    }

    @Override
    public List<Interval> intervals() {
        return List.copyOf(intervals);
    }

    void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
