package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.world.Physics;
import io.homelab.simulator.world.World;
import java.time.Duration;
import java.util.regex.Pattern;

/** Argo CD's own times in a world; deadlines are in nanoseconds of the machine. */
final class Pace {
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ms|h|m|s)");

    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);

    private final double factor;

    Pace(World world) {
        var unit = Physics.Process.KUBELET_REGISTER;
        factor = (double) world.physics().duration(unit).toNanos()
                / unit.realLife().toNanos();
    }

    Duration scaled(Duration realLife) {
        return Duration.ofNanos(Math.round(realLife.toNanos() * factor));
    }

    /** The moment after a real-life duration. */
    long after(Duration realLife) {
        return System.nanoTime() + scaled(realLife).toNanos();
    }

    static boolean passed(long deadline) {
        return System.nanoTime() - deadline >= 0;
    }

    /** How long until Git is polled again in this world, jitter included; not so often that little else is done. */
    Duration polling(Api api) {
        var settings = api.find("configmaps", Names.NAMESPACE, "argocd-cm");
        var period = settings.map(
                        map -> map.path("data").path("timeout.reconciliation").asString(""))
                .orElse("");
        var jitter = settings.map(map ->
                        map.path("data").path("timeout.reconciliation.jitter").asString(""))
                .orElse("");
        var most = duration(jitter, Duration.ofSeconds(60)).toMillis();
        var real = duration(period, Duration.ofSeconds(120))
                .plusMillis(
                        most <= 0
                                ? 0
                                : java.util.concurrent.ThreadLocalRandom.current()
                                        .nextLong(most));
        var scaled = scaled(real);
        return scaled.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : scaled;
    }

    /** A duration as Go writes it, such as {@code 2m30s}; plain numbers are seconds. */
    static Duration duration(String text, Duration otherwise) {
        if (text.matches("[0-9]+")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        var found = PART.matcher(text);
        var sum = Duration.ZERO;
        var any = false;
        while (found.find()) {
            any = true;
            var millis =
                    switch (found.group(2)) {
                        case "h" -> 3_600_000;
                        case "m" -> 60_000;
                        case "s" -> 1000;
                        default -> 1;
                    };
            sum = sum.plusMillis(Math.round(Double.parseDouble(found.group(1)) * millis));
        }
        return any ? sum : otherwise;
    }
}
