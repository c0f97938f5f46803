package io.homelab.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.bench.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The worker and the Temporal server die by kill -9 at seeded moments of a bootstrap, and its disk is full for a while; nobody helps. */
class KillTest {
    private static final long SEED = 20261123;
    private static final int KILLS = 4;

    @Test
    void aBootstrapSurvivesTheDeathOfItsWorkerAndServer() throws IOException, InterruptedException {
        var random = new Random(SEED);
        try (var lab = LabInABox.start(15)) {
            var started = lab.run("cluster", "bootstrap", "prod", "--detach");
            assertThat(started.code()).as(started.toString()).isZero();

            awaitCall(lab, lab.lastCall() + 10);
            fillDisk(lab);
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

    /** No file of the server may grow, as on a full disk, until a person is told of it. */
    private static void fillDisk(LabInABox lab) throws IOException, InterruptedException {
        var server = lab.controlPlane().status().stream()
                .filter(part -> part.name().equals("temporal"))
                .findFirst()
                .orElseThrow()
                .pid();
        limitFiles(server, "4096:");
        try {
            Patience.until(Duration.ofSeconds(60), "a person is told of the full disk", () -> {
                var said = lab.run("run", "why", "cluster-prod");
                return said.code() == 1 && said.err().contains("is the disk of its database full?");
            });
        } finally {
            limitFiles(server, "unlimited:");
        }
    }

    private static void limitFiles(long pid, String limit) throws IOException, InterruptedException {
        var command = List.of("prlimit", "--pid", Long.toString(pid), "--fsize=" + limit);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
