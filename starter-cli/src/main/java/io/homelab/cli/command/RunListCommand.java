package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Table;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What ran and what runs. */
@Command(name = "list", description = "Runs, newest first.")
public final class RunListCommand implements Callable<Integer> {
    private static final int SHOWN = 50;

    private final Session session;

    @Mixin
    private OutputFormat output = new OutputFormat();

    public RunListCommand(Session session) {
        this.session = session;
    }

    record ListedRun(String id, String type, String status, Instant started, String run) {
        static ListedRun of(WorkflowExecutionMetadata run) {
            return new ListedRun(
                    run.getExecution().getWorkflowId(),
                    run.getWorkflowType(),
                    run.getStatus()
                            .name()
                            .replace("WORKFLOW_EXECUTION_STATUS_", "")
                            .toLowerCase(Locale.ROOT),
                    run.getStartTime(),
                    run.getExecution().getRunId());
        }
    }

    @Override
    public Integer call() {
        return session.connected(connection -> {
            var runs = connection
                    .client()
                    .listExecutions("")
                    .limit(SHOWN)
                    .map(ListedRun::of)
                    .toList();
            if (!output.print(session, "homelab/runs/v1", runs)) {
                var table = new Table("ID", "TYPE", "STATUS", "STARTED", "RUN");
                runs.forEach(
                        r -> table.row(r.id(), r.type(), r.status(), r.started().toString(), r.run()));
                table.lines().forEach(session.console()::result);
            }
            return ExitCode.DONE.code();
        });
    }
}
