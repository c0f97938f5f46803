package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The worker, as a process of this machine. */
final class WorkerProcess {
    private static final Duration START = Duration.ofSeconds(90);

    private final Installation installation;
    private final Places places;
    private final Part part;
    private final WorkerCode code;

    WorkerProcess(Installation installation, Places places) {
        this.installation = installation;
        this.places = places;
        this.part = new Part("worker", places.processes());
        this.code = new WorkerCode(installation, places.processes());
    }

    Part part() {
        return part;
    }

    /**
     * Starts it; returns when it polls. One that runs older code is replaced, but only when the new code can go on with
     * all open runs: else the old one goes on with them.
     */
    void start(EndpointInfo endpoint, Consumer<String> say) {
        try (var connection = Connection.to(endpoint)) {
            start(connection, ownServer(endpoint), say);
        }
    }

    /** The same, for a Temporal server elsewhere; the worker reads the same settings as this process. */
    void startElsewhere(Connection connection, Consumer<String> say) {
        start(connection, environment(), say);
    }

    private void start(Connection connection, Map<String, String> environment, Consumer<String> say) {
        if (part.running().isPresent() && code.changed()) {
            say.accept("the worker runs older code; can this one go on with its runs? …");
            check(environment);
            stop();
        }
        if (part.running().isEmpty()) {
            refuseSecondController(connection); // before there is a second one
            forgetReport();
            code.remember();
            part.start(command(), environment);
        }
        awaitPolling(connection);
    }

    private void check(Map<String, String> settings) {
        forgetReport();
        var environment = new HashMap<>(settings);
        environment.remove("HOMELAB_DATABASE");
        environment.put("HOMELAB_REPLAY_ONLY", "true");
        environment.put("HOMELAB_START_WORKERS", "false");
        var check = new Part("worker-check", places.processes());
        check.start(command(), environment);
        Waiting.until(
                START,
                () -> check.running().isEmpty(),
                () -> "the look at open runs does not end; the end of " + check.log() + ":\n" + check.tail());
        if (Files.exists(report())) {
            throw new CommandFailure(ExitCode.FAILED, refusal() + "the worker that ran goes on with its older code");
        }
    }

    private List<String> command() {
        return installation.jvm(
                "worker",
                "io.homelab.worker.WorkerApplication",
                List.of("-Xmx112m", "-XX:MaxMetaspaceSize=160m", "-XX:ReservedCodeCacheSize=40m", "-Xss512k"),
                List.of());
    }

    /** Where a worker that refuses to start says why. */
    private Path report() {
        return places.processes().resolve("worker-refusal.txt");
    }

    private void forgetReport() {
        try {
            Files.deleteIfExists(report());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + report(), e);
        }
    }

    private String refusal() {
        try {
            return Files.readString(report());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + report(), e);
        }
    }

    private Map<String, String> environment() {
        var all = new HashMap<>(installation.environment());
        all.putAll(Map.of(
                "HOMELAB_REPLAY_REPORT", report().toString(),
                "HOMELAB_LAB", places.labFile().toString(),
                "HOMELAB_CONFIG", places.config().toString(),
                "HOMELAB_STATE", places.state().toString(),
                "HOMELAB_CACHE", places.cache().toString(),
                "HOMELAB_SIMULATED", Boolean.toString(places.simulated())));
        return all;
    }

    private Map<String, String> ownServer(EndpointInfo endpoint) {
        var all = new HashMap<>(environment());
        all.put("HOMELAB_OWN_TEMPORAL", "true");
        all.put("TEMPORAL_ADDRESS", endpoint.address());
        all.put("TEMPORAL_NAMESPACE", endpoint.namespace());
        all.put("HOMELAB_DATABASE", places.database().toString());
        all.put("HOMELAB_BACKUPS", places.backups().toString());
        return all;
    }

    boolean stop() {
        return part.stop(Duration.ofSeconds(20));
    }

    /** Returns when this very worker polls the home queue; refuses when another controller polls it too. */
    private void awaitPolling(Connection connection) {
        refuseSecondController(connection);
        Waiting.until(
                START,
                () -> {
                    var process = part.running().orElseThrow(this::ended);
                    return pollersOf(connection).anyMatch(pid -> pid == process.pid());
                },
                () -> "the worker does not poll; the end of " + part.log() + ":\n" + part.tail());
    }

    private CommandFailure ended() {
        return new CommandFailure(
                ExitCode.FAILED,
                Files.exists(report())
                        ? refusal().stripTrailing()
                        : "the worker ended at once; the end of " + part.log() + ":\n" + part.tail());
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
