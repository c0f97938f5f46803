package io.homelab.systemtests.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.controlplane.Connection;
import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.LabInABox.Said;
import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.attention.RunView;
import io.homelab.workflows.attention.Ticket;
import io.homelab.workflows.cluster.BootstrapCluster;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.cluster.BootstrapRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** A control plane whose database is older than its lab, or whose code is newer than its runs; chapters build on one another. */
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
    void codeThatCannotGoOnWithAnOpenRunIsNotStarted() {
        lab.kill("worker");
        runOfOtherCode("cluster-other");

        var said = lab.run("server", "start", "--simulated");

        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err())
                .contains(
                        "cluster-other (BootstrapCluster): ", "event 5 of type", "homelab run terminate cluster-other")
                .doesNotContain("cluster-dev");
        assertThat(pid("worker")).isZero();
        succeeds("run", "terminate", "cluster-other", "--reason", "of other code");
        lab.startServers();
        assertThat(succeeds("cluster", "plan", "dev").out()).contains("no changes");
    }

    @Test
    @Order(5)
    void aRunningWorkerStaysWhenNewerCodeDoesNotFitItsRuns() throws IOException {
        var worker = pid("worker");
        startUnknown("from-the-future");
        Files.writeString(state().resolve("control-plane").resolve("worker.code"), "other jars");

        var said = lab.run("server", "start", "--simulated");

        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err()).contains("from-the-future (FromTheFuture)", "the worker that ran goes on");
        assertThat(pid("worker")).isEqualTo(worker);
        succeeds("run", "terminate", "from-the-future");
        lab.startServers();
        assertThat(pid("worker")).isNotEqualTo(worker).isPositive();
    }

    @Test
    @Order(6)
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

    /** A workflow of the same name whose first command is a timer, where ours calls an activity. */
    public static final class OtherBootstrap implements BootstrapCluster {
        @Override
        public BootstrapReport bootstrap(BootstrapRequest request) {
            Workflow.sleep(Duration.ofDays(1));
            throw new IllegalStateException("nobody waits that long");
        }

        @Override
        public RunView progress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Ticket retry(Decision decision) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Ticket skip(Decision decision) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Ticket abort(Decision decision) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void canRetry(Decision decision) {}

        @Override
        public void canSkip(Decision decision) {}

        @Override
        public void canAbort(Decision decision) {}
    }

    private void runOfOtherCode(String id) {
        try (var connection = connection()) {
            var factory = WorkerFactory.newInstance(connection.client());
            factory.newWorker(TaskQueues.HOME).registerWorkflowImplementationTypes(OtherBootstrap.class);
            factory.start();
            start(connection, id, "BootstrapCluster");
            var pause = new CountDownLatch(1);
            while (connection.client().fetchHistory(id).getEvents().stream()
                    .noneMatch(e -> e.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)) {
                assertThat(pause.await(100, TimeUnit.MILLISECONDS)).isFalse();
            }
            factory.shutdownNow();
            factory.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void startUnknown(String id) {
        try (var connection = connection()) {
            start(connection, id, "FromTheFuture");
        }
    }

    private static void start(Connection connection, String id, String type) {
        connection
                .client()
                .newUntypedWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HOME)
                                .setWorkflowId(id)
                                .build())
                .start(new BootstrapRequest("dev", null, null));
    }

    private Connection connection() {
        return Connection.to(lab.controlPlane().endpoint().orElseThrow());
    }

    private long pid(String part) {
        return lab.controlPlane().status().stream()
                .filter(p -> p.name().equals(part))
                .findFirst()
                .orElseThrow()
                .pid();
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
