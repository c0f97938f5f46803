package io.homelab.systemtests.attention;

import java.util.List;
import java.util.stream.Stream;

/** Everything that can park a bootstrap of one node, in the order in which the run comes upon it. */
final class Obstacles {
    static final String NODE = "home-cp-1";
    static final int VMID = 230;
    static final int ADDRESS = 31;

    private Obstacles() {}

    static List<Obstacle> all() {
        var hands = new Hands();
        var early = new EarlyObstacles(hands);
        var machine = new MachineObstacles(hands);
        return Stream.of(
                        early.labFile(),
                        early.preflight(),
                        machine.machine(),
                        machine.system(),
                        new KubernetesObstacles(hands).kubernetes())
                .flatMap(List::stream)
                .toList();
    }
}
