package io.homelab.cli.chaos;

import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.controlplane.SideLab;
import io.homelab.cli.controlplane.Waiting;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.cluster.BootstrapRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One bootstrap of a lab of its own, in which the workers die at the traps, and a second one that finds nothing to do. */
final class Trial {
    private static final Duration PEACE = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PER_TRAP = Duration.ofSeconds(45);

    private final Host host;
    private final SideLab lab;
    private final String cluster;
    private final List<Trap> traps;

    Trial(Host host, SideLab lab, String cluster, List<Trap> traps) {
        this.host = host;
        this.lab = lab;
        this.cluster = cluster;
        this.traps = traps;
    }

    /**
     * What a trial showed.
     *
     * @param sprung the traps that something ran into
     * @param calls the record of both bootstraps
     * @param seen the points by the workers' own count
     */
    record Result(String world, List<Trap> sprung, List<String> deviations, List<JsonNode> calls, JsonNode seen) {}

    Result run() {
        host.open(lab, traps);
        var deviations = new ArrayList<String>();
        var nodes = lab.nodes(cluster);
        try (var connection = Connection.to(lab.endpoint())) {
            var report = bootstrap(connection, deviations);
            rest(deviations);
            var first = lab.calls(0);
            deviations.addAll(Verdict.ofState(lab.snapshot(), nodes));
            deviations.addAll(Verdict.ofCalls(first, nodes));
            if (report.isPresent()) {
                repeat(connection, deviations, first.isEmpty() ? 0 : number(first.getLast()));
            }
        }
        var happened = host.sprung(lab);
        var sprung = traps.stream()
                .filter(trap -> happened.stream().anyMatch(h -> same(trap, h.path("trap"))))
                .toList();
        return new Result(lab.name(), sprung, List.copyOf(deviations), lab.calls(0), host.close(lab));
    }

    /** Traps that only a repetition runs into are still armed: its workers may die too, and it must write nothing. */
    private void repeat(Connection connection, List<String> deviations, long before) {
        bootstrap(connection, deviations)
                .filter(BootstrapReport::changed)
                .ifPresent(again -> deviations.add("the second bootstrap saw changes: "
                        + (again.plan() == null ? "" : again.plan().changes())));
        rest(deviations);
        deviations.addAll(Verdict.ofRepetition(lab.calls(before)));
    }

    private void rest(List<String> deviations) {
        if (!host.settle(lab)) {
            deviations.add("a worker that came back late does not come to rest");
        }
    }

    private static long number(JsonNode call) {
        return call.path("number").asLong();
    }

    private static boolean same(Trap trap, JsonNode told) {
        var point = told.path("point");
        return told.path("position").asString().equals(trap.position().name())
                && point.path("step").asString().equals(trap.point().step())
                && point.path("kind").asString().equals(trap.point().kind())
                && point.path("call").asString().equals(trap.point().call());
    }

    private Optional<BootstrapReport> bootstrap(Connection connection, List<String> deviations) {
        var limit = PEACE.plus(PER_TRAP.multipliedBy(traps.size()));
        var options = WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.HOME)
                .setWorkflowId(WorkflowIds.cluster(cluster))
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .build();
        var run = connection.client().newUntypedWorkflowStub("BootstrapCluster", options);
        run.start(new BootstrapRequest(cluster, null, null));
        var left = limit.dividedBy(LOOK);
        while (run.describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
            var asked = asked(connection, WorkflowIds.cluster(cluster));
            if (asked.isPresent()) {
                return givenUp(run, deviations, "the run waits for a person: " + asked.get());
            }
            if (left-- == 0) {
                return givenUp(run, deviations, "the run did not end within " + limit.toSeconds() + " s");
            }
            Waiting.pause(LOOK);
        }
        try {
            return Optional.of(run.getResult(BootstrapReport.class));
        } catch (WorkflowException e) {
            deviations.add("the run failed: " + e.getCause());
            return Optional.empty();
        }
    }

    /** The next lab of this lane starts a run under the same id. */
    private static Optional<BootstrapReport> givenUp(WorkflowStub run, List<String> deviations, String why) {
        deviations.add(why);
        run.terminate(why);
        return Optional.empty();
    }

    /** What the run asks a person; nothing while no worker can answer, or dies while it does. */
    private static Optional<String> asked(Connection connection, String id) {
        try {
            var view =
                    connection.client().newWorkflowStub(AttendedRun.class, id).progress();
            return view.attention().stream().findFirst().map(String::valueOf);
        } catch (WorkflowException | io.grpc.StatusRuntimeException e) {
            return Optional.empty();
        }
    }
}
