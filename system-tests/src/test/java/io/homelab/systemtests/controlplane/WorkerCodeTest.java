package io.homelab.systemtests.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.controlplane.Connection;
import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.LabInABox.Said;
import io.homelab.systemtests.Twin;
import io.homelab.systemtests.bench.Patience;
import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.attention.RunView;
import io.homelab.workflows.attention.Ticket;
import io.homelab.workflows.cluster.BootstrapCluster;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.cluster.BootstrapRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Which code a worker may have that is started over open runs, and whose worker it may be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WorkerCodeTest {
    private final LabInABox lab = LabInABox.start(40);

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    @Order(1)
    void codeThatCannotGoOnWithAnOpenRunIsNotStarted() {
        succeeds("cluster", "bootstrap", "dev", "--detach");
        Patience.until(Duration.ofSeconds(60), "a worker has begun with it", () -> lab.lastCall() > 0);
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
        succeeds("run", "watch", "cluster-dev", "--timeout", "240");
    }

    @Test
    @Order(2)
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
    @Order(3)
    void aSecondControllerIsRefusedBeforeItsWorkerStarts() throws IOException {
        var first = ProcessHandle.of(pid("worker")).orElseThrow();
        var second = Twin.of(first, lab.directory().resolve("twin.log"));
        try {
            lab.kill("worker");
            awaitPolling(second);

            var said = lab.run("server", "start", "--simulated");

            assertThat(said.code()).as(said.toString()).isEqualTo(1);
            assertThat(said.err())
                    .contains("another controller (process " + second.pid() + ")", "kill " + second.pid());
            assertThat(pid("worker")).isZero();
        } finally {
            second.destroyForcibly();
            second.onExit().join();
        }
        lab.startServers();
        assertThat(pid("worker")).isPositive();
    }

    @Test
    @Order(4)
    void aRunThatNoWorkerHasBegunSaysSo() {
        lab.kill("worker");
        succeeds("cluster", "bootstrap", "dev", "--detach");

        var said = lab.run("run", "show", "cluster-dev");

        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err()).containsPattern("no worker (answers for|has begun with) cluster-dev.* homelab run why");
        lab.startServers();
        assertThat(succeeds("run", "watch", "cluster-dev", "--timeout", "240").err())
                .contains("cluster-dev is done");
    }

    private void awaitPolling(ProcessHandle worker) {
        try (var connection = connection()) {
            Patience.until(Duration.ofSeconds(60), "the other worker polls", () -> connection
                    .stubs()
                    .blockingStub()
                    .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                            .setNamespace(connection.endpoint().namespace())
                            .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.HOME))
                            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                            .build())
                    .getPollersList()
                    .stream()
                    .anyMatch(poller -> poller.getIdentity().equals("homelab-worker@" + worker.pid())));
        }
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

    private Said succeeds(String... command) {
        var said = lab.run(command);
        assertThat(said.code()).as(List.of(command) + " " + said).isZero();
        return said;
    }
}
