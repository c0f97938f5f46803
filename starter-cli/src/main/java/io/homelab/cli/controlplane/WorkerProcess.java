package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The worker, as a process of this machine. */
final class WorkerProcess {
    private static final Duration START = Duration.ofSeconds(90);

    private final Installation installation;
    private final Places places;
    private final Part part;

    WorkerProcess(Installation installation, Places places) {
        this.installation = installation;
        this.places = places;
        this.part = new Part("worker", places.processes());
    }

    Part part() {
        return part;
    }

    /** Starts it; returns when it polls. */
    void start(EndpointInfo endpoint) {
        if (part.running().isEmpty()) {
            part.start(
                    installation.jvm(
                            "worker",
                            "io.homelab.worker.WorkerApplication",
                            List.of(
                                    "-Xmx112m",
                                    "-XX:MaxMetaspaceSize=160m",
                                    "-XX:ReservedCodeCacheSize=40m",
                                    "-Xss512k"),
                            List.of()),
                    Map.of(
                            "TEMPORAL_ADDRESS", endpoint.address(),
                            "TEMPORAL_NAMESPACE", endpoint.namespace(),
                            "HOMELAB_LAB", places.labFile().toString(),
                            "HOMELAB_CONFIG", places.config().toString(),
                            "HOMELAB_STATE", places.state().toString(),
                            "HOMELAB_CACHE", places.cache().toString()));
        }
        awaitPolling(endpoint);
    }

    boolean stop() {
        return part.stop(Duration.ofSeconds(20));
    }

    /** Returns when this very worker polls the home queue; refuses when another controller polls it too. */
    private void awaitPolling(EndpointInfo endpoint) {
        try (var connection = Connection.to(endpoint)) {
            refuseSecondController(connection);
            Waiting.until(
                    START,
                    () -> {
                        var process = part.running()
                                .orElseThrow(() -> new CommandFailure(
                                        ExitCode.FAILED,
                                        "the worker ended at once; the end of " + part.log() + ":\n" + part.tail()));
                        return pollersOf(connection).anyMatch(pid -> pid == process.pid());
                    },
                    () -> "the worker does not poll; the end of " + part.log() + ":\n" + part.tail());
        }
    }

    /** One namespace is one lab: two workers with different lab files would undo each other's work. */
    private void refuseSecondController(Connection connection) {
        long ours = part.running().map(ProcessHandle::pid).orElse(0L);
        pollersOf(connection)
                .filter(pid -> pid != ours && ProcessHandle.of(pid).isPresent())
                .findFirst()
                .ifPresent(pid -> {
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            "another controller (process " + pid + ") works for the namespace "
                                    + connection.endpoint().namespace() + " at "
                                    + connection.endpoint().address() + " — stop that one first: kill " + pid);
                });
    }

    /** Process ids of the workers that poll; a dead one stays listed for minutes. */
    private static LongStream pollersOf(Connection connection) {
        return connection
                .stubs()
                .blockingStub()
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(connection.endpoint().namespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.HOME))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                        .build())
                .getPollersList()
                .stream()
                .map(PollerInfo::getIdentity)
                .filter(identity -> identity.matches("homelab-worker@[0-9]+"))
                .mapToLong(identity -> Long.parseLong(identity.replaceFirst(".*@", "")));
    }
}
