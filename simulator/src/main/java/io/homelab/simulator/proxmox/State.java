package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.DiskWorld;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one lock on a cluster's state; whoever lets it go has committed. */
final class State {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final DiskWorld world;

    State(DiskWorld world) {
        this.world = world;
    }

    <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            try {
                world.store().commit();
            } finally {
                changed.signalAll();
                lock.unlock();
            }
        }
    }

    void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    /** Lets others in until the condition holds or the (already scaled) time is over. Needs the lock. */
    boolean await(BooleanSupplier condition, Duration atMost) {
        var left = atMost.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                world.store().commit();
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the world ended", e);
        }
    }

    /** Real time that a wait of this length in real life takes here. */
    Duration scaled(Duration realLife) {
        return world.physics().scaled(realLife);
    }

    long seconds() {
        return TimeUnit.MILLISECONDS.toSeconds(world.clock().now().toEpochMilli());
    }
}
