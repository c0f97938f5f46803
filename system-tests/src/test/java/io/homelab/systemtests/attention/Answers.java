package io.homelab.systemtests.attention;

import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.workflows.failure.FailureClass;
import java.time.Duration;
import java.util.List;

/** What a system answers once, so that a step parks. */
final class Answers {
    private Answers() {}

    static Obstacle fault(
            String step,
            FailureClass kind,
            String name,
            String system,
            Kind how,
            String operation,
            int status,
            String message) {
        var id = List.of("machine", "running", "config").contains(step) ? Obstacles.NODE + "/" + step : step;
        return Obstacle.at(id, kind, name).planted(bench -> bench.world()
                .world()
                .faults()
                .arm(new Fault(how, system, operation, null, 0, 1, status, message, Duration.ZERO)));
    }

    static Obstacle talos(String step, FailureClass kind, String operation, int code, String remedy) {
        return fault(
                        step,
                        kind,
                        "Talos answers " + code + " to " + operation,
                        "talos",
                        Kind.STATUS,
                        operation,
                        code,
                        "no")
                .says("Talos: ", remedy);
    }
}
