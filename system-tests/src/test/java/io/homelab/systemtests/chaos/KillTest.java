package io.homelab.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The worker and the Temporal server die by kill -9 at seeded moments of a bootstrap; nobody helps. */
class KillTest {
    private static final long SEED = 20261123;
    private static final int KILLS = 4;

    @Test
    void aBootstrapSurvivesTheDeathOfItsWorkerAndServer() throws InterruptedException {
        var random = new Random(SEED);
        try (var lab = LabInABox.start(15)) {
            var started = lab.run("cluster", "bootstrap", "prod", "--detach");
            assertThat(started.code()).as(started.toString()).isZero();

            for (int kill = 0; kill < KILLS; kill++) {
                var calls = lab.lastCall() + 10 + random.nextInt(60);
                awaitCall(lab, calls);
                lab.kill(random.nextInt(3) == 0 ? "temporal" : "worker");
                lab.startServers();
            }
            var end = lab.run("run", "watch", "cluster-prod", "--timeout", "240");

            assertThat(end.code())
                    .as(end + "\n" + lab.run("run", "why", "cluster-prod"))
                    .isZero();
            var machines = lab.calls().stream()
                    .filter(c -> c.path("committed").asBoolean()
                            && c.path("operation").asString().equals("POST /nodes/{node}/qemu"))
                    .map(c -> c.path("target").asString())
                    .collect(Collectors.toList());
            assertThat(machines).doesNotHaveDuplicates().hasSize(2);
            assertThat(lab.committed("MachineService/Bootstrap")).hasSize(1);
            assertThat(lab.run("cluster", "plan", "prod").out()).contains("no changes");
        }
    }

    /** Waits until the lab has seen that many calls, or the run no longer makes any. */
    private static void awaitCall(LabInABox lab, long number) throws InterruptedException {
        var pause = new CountDownLatch(1);
        for (int look = 0; look < 100 && lab.lastCall() < number; look++) {
            assertThat(pause.await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
