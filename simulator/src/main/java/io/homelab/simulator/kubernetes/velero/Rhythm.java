package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.world.Physics;
import io.homelab.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Velero's times in a world: what is due now, whether because the world's time passed or because its clock jumped. */
final class Rhythm {
    /** No computer does this more often. */
    private static final Duration SHORTEST = Duration.ofMillis(300);

    private final World world;
    private final double factor;
    private final Map<String, Last> done = new HashMap<>();

    private record Last(long nanos, Instant world) {}

    Rhythm(World world) {
        this.world = world;
        var unit = Physics.Process.KUBELET_REGISTER;
        factor = (double) world.physics().duration(unit).toNanos()
                / unit.realLife().toNanos();
    }

    /** The world's time, in the seconds that Kubernetes writes. */
    Instant now() {
        return world.clock().now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The moment of this computer after a real-life duration. */
    long after(Duration realLife) {
        return System.nanoTime() + Math.round(realLife.toNanos() * factor);
    }

    static boolean passed(long moment) {
        return System.nanoTime() - moment >= 0;
    }

    /** Whether a thing that is done once per period is to be done; the answer yes begins the next period. */
    boolean due(String what, Duration period) {
        var last = done.get(what);
        var scaled = Duration.ofNanos(Math.round(period.toNanos() * factor));
        var pause = scaled.compareTo(SHORTEST) < 0 ? SHORTEST : scaled;
        var due = last == null
                || System.nanoTime() - last.nanos() >= pause.toNanos()
                || world.clock().now().isAfter(last.world().plus(period).plus(pause));
        if (due) {
            done.put(what, new Last(System.nanoTime(), world.clock().now()));
        }
        return due;
    }

    /** Lets a thing be due at once. */
    void again(String what) {
        done.remove(what);
    }
}
