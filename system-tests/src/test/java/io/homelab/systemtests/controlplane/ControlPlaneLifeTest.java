package io.homelab.systemtests.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.LabInABox.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A control plane whose database is older than its lab; chapters build on one another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlPlaneLifeTest {
    private static final String CREATE = "POST /nodes/{node}/qemu";

    private final LabInABox lab = LabInABox.start(40);
    private String beforeTheCluster = "";
    private String inTheMiddle = "";

    @BeforeAll
    void buildAClusterAndBackUpOnTheWay() throws InterruptedException {
        beforeTheCluster = backup();
        succeeds("cluster", "bootstrap", "dev", "--detach");
        var pause = new CountDownLatch(1);
        while (lab.committed(CREATE).isEmpty()) {
            assertThat(pause.await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        inTheMiddle = backup();
        succeeds("run", "watch", "cluster-dev", "--timeout", "240");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    @Order(1)
    void aRestoreIsRefusedWhileTheControlPlaneRuns() {
        var said = lab.run("server", "restore", "--simulated", beforeTheCluster);

        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err()).contains("temporal, worker", "homelab server stop --simulated");
    }

    @Test
    @Order(2)
    void aDatabaseOlderThanTheClusterFindsItAllToBeOurs() {
        restore(beforeTheCluster);
        assertThat(lab.run("run", "list").out()).doesNotContain("cluster-dev");
        var before = lab.lastCall();

        var said = succeeds("cluster", "bootstrap", "dev");

        assertThat(said.out()).contains("no changes");
        assertThat(writes(before)).isEmpty();
    }

    @Test
    @Order(3)
    void aRunThatIsOlderThanTheWorldGoesOnAndDoesNoHarm() {
        restore(inTheMiddle);

        var said = succeeds("run", "watch", "cluster-dev", "--timeout", "240");

        assertThat(said.err()).contains("cluster-dev is done");
        assertThat(lab.committed(CREATE))
                .filteredOn(c -> c.path("operation").asString().equals(CREATE))
                .hasSize(1);
        assertThat(lab.committed("MachineService/Bootstrap")).hasSize(1);
        assertThat(lab.committed("DELETE /nodes/{node}/qemu")).isEmpty();
        assertThat(succeeds("cluster", "plan", "dev").out()).contains("no changes");
    }

    @Test
    @Order(4)
    void withAPayloadKeyTheDatabaseHoldsNoInputInClear() throws IOException {
        var inClear = "1111aaaa2222bbbb";
        var encrypted = "3333cccc4444dddd";
        lab.run("cluster", "bootstrap", "dev", "--plan", inClear);
        var key = Files.write(lab.directory().resolve("key"), new byte[32]);
        succeeds("secrets", "put", "payload-key-1", "--file", key.toString());
        succeeds("server", "stop", "--simulated");
        lab.startServers();

        assertThat(succeeds("cluster", "bootstrap", "dev", "--plan", encrypted).out())
                .contains("no changes");
        assertThat(succeeds("run", "show", "cluster-dev").out()).contains("Bootstrap dev");

        succeeds("server", "stop", "--simulated");
        var database = Files.readString(state().resolve("temporal.db"), StandardCharsets.ISO_8859_1);
        assertThat(database.contains(inClear))
                .as("what was written before the key")
                .isTrue();
        assertThat(database.contains(encrypted)).as("what was written with it").isFalse();
    }

    private Path state() {
        return lab.controlPlane().places().state();
    }

    private String backup() {
        return succeeds("server", "backup", "--simulated").out().strip();
    }

    private void restore(String file) {
        succeeds("server", "stop", "--simulated");
        var said = succeeds("server", "restore", "--simulated", file);
        assertThat(said.err()).contains("is kept: ", "next: homelab server start --simulated");
        lab.startServers();
    }

    private Said succeeds(String... command) {
        var said = lab.run(command);
        assertThat(said.code()).as(List.of(command) + " " + said).isZero();
        return said;
    }

    private List<String> writes(long after) {
        return lab.calls(after).stream()
                .filter(c ->
                        c.path("mutating").asBoolean() && c.path("committed").asBoolean())
                .map(c ->
                        c.path("system").asString() + " " + c.path("operation").asString())
                .toList();
    }
}
