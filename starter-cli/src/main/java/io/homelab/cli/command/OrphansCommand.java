package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Table;
import io.homelab.workflows.hypervisor.OrphanReport;
import io.homelab.workflows.hypervisor.OrphanRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is ours and has no place in the lab file any more. */
@Command(
        name = "orphans",
        description =
                "List machines, images and secrets of ours that the lab file no longer names. Exits 2 when there are any.")
public final class OrphansCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private OutputFormat output = new OutputFormat();

    public OrphansCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.connected(connection -> {
            var options = WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.HOME)
                    .setWorkflowId(WorkflowIds.orphans())
                    .setWorkflowIdConflictPolicy(
                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                    .setStaticSummary("Find orphans")
                    .setStaticDetails("Reads the lab and writes nothing.")
                    .build();
            var stub = connection.client().newUntypedWorkflowStub("FindOrphans", options);
            stub.start(new OrphanRequest(Digests.ofLab(session)));
            OrphanReport report;
            try {
                report = stub.getResult(OrphanReport.class);
            } catch (WorkflowFailedException e) {
                throw Runs.failed(WorkflowIds.orphans(), e);
            }
            if (!output.print(session, "homelab/orphan-report/v1", report)) {
                print(report);
            }
            return report.orphans().isEmpty() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
        });
    }

    private void print(OrphanReport report) {
        var console = session.console();
        if (report.orphans().isEmpty()) {
            console.result("no orphans: all that is ours has its place in the lab file");
            return;
        }
        var table = new Table("ADDRESS", "WHERE", "WHAT", "REMEDY");
        report.orphans().forEach(o -> table.row(o.address(), o.where(), o.what(), o.remedy()));
        table.lines().forEach(console::result);
    }
}
