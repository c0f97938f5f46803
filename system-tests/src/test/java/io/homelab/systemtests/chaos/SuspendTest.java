package io.homelab.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.controlplane.Connection;
import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.Twin;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A worker is frozen by SIGSTOP in the middle of its work, a second one does that work, and the first goes on as if no
 * time had passed. Linux only: the second worker is a copy of the first by what /proc says of it.
 */
class SuspendTest {
    private static final long SEED = 20261125;
    private static final int FREEZES = 3;
    private static final String RUN = "cluster-prod";

    @Test
    void aWorkerThatComesBackLateDoesNoHarm() throws IOException, InterruptedException {
        var random = new Random(SEED);
        var workers = new ArrayList<ProcessHandle>();
        try (var lab = LabInABox.start(15);
                var connection = Connection.to(lab.controlPlane().endpoint().orElseThrow())) {
            try {
                workers.add(worker(lab));
                workers.add(Twin.of(workers.getFirst(), lab.directory().resolve("twin.log")));
                var started = lab.run("cluster", "bootstrap", "prod", "--detach");
                assertThat(started.code()).as(started.toString()).isZero();

                for (int freeze = 0; freeze < FREEZES; freeze++) {
                    var calls = lab.lastCall() + 10 + random.nextInt(40);
                    await("call " + calls, () -> lab.lastCall() >= calls);
                    var frozen = freezeOneThatWorks(connection, workers);
                    await("others do its work", () -> workOf(connection, frozen) == 0);
                    signal("CONT", frozen);
                }
                var end = lab.run("run", "watch", RUN, "--timeout", "240");

                assertThat(end.code())
                        .as(end + "\n" + lab.run("run", "why", RUN))
                        .isZero();
                assertThat(lab.committed("POST /nodes/{node}/qemu").stream()
                                .filter(c -> c.path("operation").asString().equals("POST /nodes/{node}/qemu"))
                                .map(c -> c.path("target").asString()))
                        .doesNotHaveDuplicates()
                        .hasSize(2);
                assertThat(lab.committed("MachineService/Bootstrap")).hasSize(1);
                assertThat(lab.committed("DELETE /nodes/{node}/qemu")).isEmpty();
                assertThat(lab.run("cluster", "plan", "prod").out()).contains("no changes");
            } finally {
                workers.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** Freezes a worker that has something in hand at that very moment. */
    private static ProcessHandle freezeOneThatWorks(Connection connection, List<ProcessHandle> workers)
            throws IOException, InterruptedException {
        var frozen = new ArrayList<ProcessHandle>();
        await("a worker has something in hand", () -> {
            for (var worker : workers) {
                if (workOf(connection, worker) > 0) {
                    signal("STOP", worker);
                    if (workOf(connection, worker) > 0) {
                        frozen.add(worker);
                        return true;
                    }
                    signal("CONT", worker); // it had just finished
                }
            }
            return false;
        });
        return frozen.getFirst();
    }

    /** How many activities a worker has in hand, by the server. */
    private static long workOf(Connection connection, ProcessHandle worker) {
        return connection
                .stubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(connection.endpoint().namespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(RUN))
                        .build())
                .getPendingActivitiesList()
                .stream()
                .filter(a -> a.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
                .filter(a -> a.getLastWorkerIdentity().equals("homelab-worker@" + worker.pid()))
                .count();
    }

    private static ProcessHandle worker(LabInABox lab) {
        return lab.controlPlane().status().stream()
                .filter(p -> p.name().equals("worker"))
                .findFirst()
                .flatMap(p -> ProcessHandle.of(p.pid()))
                .orElseThrow();
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        var pause = new CountDownLatch(1);
        for (int look = 0; look < 1200; look++) {
            if (condition.holds()) {
                return;
            }
            assertThat(pause.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        throw new AssertionError("waited in vain: " + what);
    }
}
