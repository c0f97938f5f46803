package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Table;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.AttentionItem;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What waits for a person. */
@Command(name = "inbox", description = "What waits for a person. Exits 3 when something does.")
public final class InboxCommand implements java.util.concurrent.Callable<Integer> {
    private final Session session;

    @Mixin
    private OutputFormat output = new OutputFormat();

    public InboxCommand(Session session) {
        this.session = session;
    }

    /** A parked step and the run that it is of. */
    record Waiting(String run, AttentionItem item) {}

    @Override
    public Integer call() {
        return session.connected(connection -> {
            var runs = connection
                    .client()
                    .listExecutions("ExecutionStatus='Running' AND HomelabAttention=true")
                    .toList();
            var waiting = new ArrayList<Waiting>();
            for (var run : runs) {
                var id = run.getExecution().getWorkflowId();
                var view = connection
                        .client()
                        .newWorkflowStub(AttendedRun.class, id)
                        .progress();
                for (var item : view.attention()) {
                    waiting.add(new Waiting(id, item));
                }
            }
            if (!output.print(session, "homelab/inbox/v1", waiting)) {
                print(waiting);
            }
            return waiting.isEmpty() ? ExitCode.DONE.code() : ExitCode.NEEDS_HUMAN.code();
        });
    }

    private void print(List<Waiting> waiting) {
        if (waiting.isEmpty()) {
            session.console().result("nothing waits for you");
            return;
        }
        var table = new Table("RUN", "STEP", "SINCE", "WHAT");
        waiting.forEach(w -> table.row(
                w.run(),
                w.item().id() + " (" + w.item().revision() + ")",
                w.item().since().toString(),
                w.item().failure().line()));
        table.lines().forEach(session.console()::result);
    }
}
