package io.homelab.cli.command;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.output.Durations;
import io.homelab.cli.output.Table;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.definition.Lab;
import io.homelab.workflows.wire.SearchAttributes;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The lab at a glance: each cluster of the lab file and what was last done to it. */
@Command(
        name = "status",
        description = {
            "The lab at a glance: each cluster, the run that last worked on it, and what waits for a person.",
            "Asks Temporal only; whether a cluster is as the lab file says is asked by: homelab cluster plan NAME"
        })
public final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private OutputFormat output = new OutputFormat();

    public StatusCommand(Session session) {
        this.session = session;
    }

    /**
     * What is known of a cluster.
     *
     * @param run the workflow that last worked on it, or null
     * @param state running, completed, failed, canceled, terminated, timed_out; {@code never} without a run
     * @param phase of a running one, as it says itself
     */
    record ClusterStatus(
            String cluster,
            int nodes,
            @Nullable String run,
            String state,
            @Nullable String phase,
            boolean needsHuman,
            @Nullable String since) {}

    record LabStatus(int schema, String lab, boolean simulated, List<ClusterStatus> clusters) {}

    @Override
    public Integer call() {
        var lab = lab();
        return session.connected(connection -> {
            var clusters = new ArrayList<ClusterStatus>();
            lab.clusters()
                    .forEach((name, cluster) -> clusters.add(
                            cluster(connection, name, cluster.nodes().size())));
            var status = new LabStatus(1, lab.name(), lab.simulated(), clusters);
            if (!output.print(session, "homelab/status/v1", status)) {
                print(status);
            }
            return clusters.stream().anyMatch(ClusterStatus::needsHuman)
                    ? ExitCode.NEEDS_HUMAN.code()
                    : ExitCode.DONE.code();
        });
    }

    private Lab lab() {
        try {
            return LabFile.load(session.currentLabFile());
        } catch (InvalidLab e) {
            throw new CommandFailure(ExitCode.FINDINGS, "the lab file is invalid:\n" + e.getMessage(), e);
        }
    }

    private static ClusterStatus cluster(Connection connection, String name, int nodes) {
        var last = describe(connection, WorkflowIds.cluster(name));
        if (last.isEmpty()) {
            return new ClusterStatus(name, nodes, null, "never", null, false, null);
        }
        var run = last.get();
        var attributes = run.getTypedSearchAttributes();
        var closed = run.getCloseTime();
        var running = closed == null;
        var since = closed == null ? run.getStartTime() : closed;
        return new ClusterStatus(
                name,
                nodes,
                run.getWorkflowType(),
                run.getStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", "").toLowerCase(Locale.ROOT),
                running ? attributes.get(SearchAttributes.PHASE) : null,
                running && Boolean.TRUE.equals(attributes.get(SearchAttributes.ATTENTION)),
                since.toString());
    }

    private static Optional<WorkflowExecutionDescription> describe(Connection connection, String id) {
        try {
            return Optional.of(connection.client().newUntypedWorkflowStub(id).describe());
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void print(LabStatus status) {
        var console = session.console();
        console.result(status.lab() + (status.simulated() ? " (simulated)" : ""));
        var table = new Table("CLUSTER", "NODES", "LAST RUN", "STATE", "SINCE");
        var now = Instant.ofEpochMilli(System.currentTimeMillis());
        for (var cluster : status.clusters()) {
            table.row(
                    cluster.cluster(),
                    Integer.toString(cluster.nodes()),
                    cluster.run() == null ? "-" : cluster.run(),
                    state(cluster),
                    cluster.since() == null
                            ? "-"
                            : Durations.text(Duration.between(Instant.parse(cluster.since()), now)) + " ago");
        }
        table.lines().forEach(console::result);
        if (status.clusters().stream().anyMatch(ClusterStatus::needsHuman)) {
            console.say("next: homelab inbox");
        }
    }

    private static String state(ClusterStatus cluster) {
        if (cluster.needsHuman()) {
            return "waits for you";
        }
        return cluster.phase() == null ? cluster.state() : cluster.state() + ", " + cluster.phase();
    }
}
