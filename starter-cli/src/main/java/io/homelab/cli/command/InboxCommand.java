package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Table;
import picocli.CommandLine.Command;

/** What waits for a person. */
@Command(name = "inbox", description = "What waits for a person. Exits 3 when something does.")
public final class InboxCommand implements java.util.concurrent.Callable<Integer> {
    private final Session session;

    public InboxCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.connected(connection -> {
            var table = new Table("RUN", "STEP", "SINCE", "WHAT");
            var runs = connection
                    .client()
                    .listExecutions("ExecutionStatus='Running' AND HomelabAttention=true")
                    .toList();
            int items = 0;
            for (var run : runs) {
                var id = run.getExecution().getWorkflowId();
                var view = connection
                        .client()
                        .newWorkflowStub(io.homelab.workflows.attention.AttendedRun.class, id)
                        .progress();
                for (var item : view.attention()) {
                    items++;
                    table.row(
                            id,
                            item.id() + " (" + item.revision() + ")",
                            item.since().toString(),
                            item.failure().line());
                }
            }
            if (items == 0) {
                session.console().result("nothing waits for you");
                return ExitCode.DONE.code();
            }
            table.lines().forEach(session.console()::result);
            return ExitCode.NEEDS_HUMAN.code();
        });
    }
}
