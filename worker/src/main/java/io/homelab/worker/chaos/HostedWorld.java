package io.homelab.worker.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The workers of one world, one after another. */
final class HostedWorld {
    /** Longer than the heartbeat time-out and the retry after it. */
    private static final Duration LATEST = Duration.ofSeconds(75);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Settings settings;
    private final Traps traps;
    private final Consumer<Happening> tell;
    private final List<Incarnation> incarnations = new ArrayList<>();
    private final List<Stopped> stopped = new ArrayList<>();
    private boolean closed;

    HostedWorld(Settings settings, List<Trap> traps, Consumer<Happening> tell) {
        this.settings = settings;
        this.traps = new Traps(traps);
        this.tell = tell;
    }

    /** A trap that sprang. */
    record Happening(Trap trap, int incarnation) {}

    private record Stopped(Incarnation incarnation, Attempt attempt) {}

    Traps traps() {
        return traps;
    }

    String[] arguments() {
        return settings.arguments();
    }

    /** Starts the next incarnation. */
    void start() {
        Incarnation next;
        synchronized (this) {
            if (closed) {
                return;
            }
            next = new Incarnation(incarnations.size() + 1, this);
            incarnations.add(next);
        }
        next.start();
    }

    /** Whether it is the newest: older ones that went on late are not caught again. */
    synchronized boolean isCurrent(Incarnation incarnation) {
        return !incarnations.isEmpty() && incarnations.getLast() == incarnation;
    }

    /** Ends an incarnation at once; another one starts when it was the newest. */
    void kill(Incarnation incarnation, Trap trap) {
        var successor = isCurrent(incarnation);
        if (incarnation.life().end()) {
            tell.accept(new Happening(trap, incarnation.number()));
            Thread.ofVirtual().start(() -> {
                incarnation.bury();
                if (successor) {
                    start();
                }
            });
        }
    }

    /** Stops an incarnation, starts another one, and lets the first go on when the other has done its step. */
    void stop(Incarnation incarnation, Attempt attempt, Trap trap) {
        if (incarnation.life().stop()) {
            synchronized (this) {
                stopped.add(new Stopped(incarnation, attempt));
            }
            tell.accept(new Happening(trap, incarnation.number()));
            Thread.ofVirtual().start(() -> {
                incarnation.suspend();
                start();
                pause(LATEST);
                incarnation.life().goOn();
            });
        }
    }

    /** An attempt has ended: whoever was stopped in an earlier one of the same activity goes on, too late. */
    void ended(Attempt attempt) {
        List<Stopped> late;
        synchronized (this) {
            late = stopped.stream().filter(s -> attempt.follows(s.attempt())).toList();
            stopped.removeAll(late);
        }
        late.forEach(s -> s.incarnation().life().goOn());
    }

    /** Lets all late ones go on, and returns when they have nothing to do any more; whether they had soon. */
    boolean settle(Duration limit) {
        List<Incarnation> old;
        synchronized (this) {
            stopped.clear();
            old = List.copyOf(incarnations.subList(0, Math.max(0, incarnations.size() - 1)));
        }
        old.forEach(incarnation -> incarnation.life().goOn());
        var looks = limit.dividedBy(LOOK);
        while (old.stream().anyMatch(i -> i.life().isAlive() && i.busy() > 0)) {
            if (--looks < 0) {
                return false;
            }
            pause(LOOK);
        }
        return true;
    }

    /** Ends everything. */
    void close() {
        List<Incarnation> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(incarnations);
        }
        all.forEach(incarnation -> incarnation.life().end());
        all.forEach(Incarnation::bury);
        all.forEach(incarnation -> incarnation.life().release());
    }

    private static void pause(Duration time) {
        try {
            if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody opens this latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
