package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.world.Physics;
import io.homelab.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Velero's times in a world: what is due now, whether because the world's time passed or because its clock jumped. */
final class Rhythm {
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ms|h|m|s)");
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

    /** A duration as Go writes it; {@code otherwise} for nothing. */
    static Duration duration(String text, Duration otherwise) {
        var found = PART.matcher(text);
        var nanos = 0L;
        var any = false;
        while (found.find()) {
            any = true;
            var unit =
                    switch (found.group(2)) {
                        case "h" -> Duration.ofHours(1);
                        case "m" -> Duration.ofMinutes(1);
                        case "s" -> Duration.ofSeconds(1);
                        default -> Duration.ofMillis(1);
                    };
            nanos += Math.round(Double.parseDouble(found.group(1)) * unit.toNanos());
        }
        return any ? Duration.ofNanos(nanos) : otherwise;
    }

    /** A duration as Go writes it. */
    static String text(Duration duration) {
        var hours = duration.toHours();
        return (hours > 0 ? hours + "h" : "")
                + (hours > 0 || duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "")
                + duration.toSecondsPart() + "s";
    }
}
