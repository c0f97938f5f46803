package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.world.Physics;
import io.homelab.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What takes time in a cluster: each subject once. */
final class Timing {
    private final World world;
    private final Runnable wake;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private enum State {
        UNDER_WAY,
        OVER
    }

    Timing(World world, Runnable wake) {
        this.world = world;
        this.wake = wake;
    }

    /** True when the process of this subject is over; the first call starts it. */
    boolean over(Physics.Process process, String subject) {
        var key = process + " " + subject;
        if (states.putIfAbsent(key, State.UNDER_WAY) == null) {
            var _ = world.physics().start(process, subject, () -> {
                if (!closed) {
                    states.replace(key, State.OVER);
                    wake.run();
                }
            });
        }
        return states.get(key) == State.OVER;
    }

    /** Forgets subjects that are gone. */
    void forget(java.util.function.Predicate<String> subject) {
        states.keySet().removeIf(key -> subject.test(key.substring(key.indexOf(' ') + 1)));
    }

    /** A real-life duration in this world. */
    Duration scaled(Duration realLife) {
        var unit = Physics.Process.KUBELET_REGISTER;
        var factor = (double) world.physics().duration(unit).toNanos()
                / unit.realLife().toNanos();
        return Duration.ofNanos(Math.round(realLife.toNanos() * factor));
    }

    void close() {
        closed = true;
    }
}
