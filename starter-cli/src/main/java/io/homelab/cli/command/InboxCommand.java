package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.output.Table;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.promotion.governance.Approvable;
import io.homelab.workflows.promotion.governance.ApprovalQuestion;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What waits for a person. */
@Command(name = "inbox", description = "What waits for a person. Exits 3 when something does.")
public final class InboxCommand implements java.util.concurrent.Callable<Integer> {
    /** The types of runs that ask for approvals. */
    private static final Set<String> APPROVABLE = Set.of("PromoteRelease");

    private final Session session;

    @Mixin
    private OutputFormat output = new OutputFormat();

    public InboxCommand(Session session) {
        this.session = session;
    }

    /**
     * Something that waits.
     *
     * @param step what of the run waits, with its revision
     * @param what for people
     * @param item a parked step; null when it is an approval
     * @param approval an open approval; null when it is a step
     */
    record Waiting(
            String run,
            String step,
            Instant since,
            String what,
            @Nullable AttentionItem item,
            @Nullable ApprovalQuestion approval) {
        static Waiting of(String run, AttentionItem item) {
            return new Waiting(
                    run,
                    item.id() + " (" + item.revision() + ")",
                    item.since(),
                    item.failure().line(),
                    item,
                    null);
        }

        static Waiting of(String run, ApprovalQuestion question) {
            var shown = question.shown();
            return new Waiting(
                    run,
                    question.id() + " (" + question.revision() + ")",
                    question.since(),
                    "\"" + shown.subject() + "\" to " + shown.cluster() + ", until " + question.until()
                            + " — homelab promote approve " + run,
                    null,
                    question);
        }
    }

    @Override
    public Integer call() {
        return session.connected(connection -> {
            var waiting = connection
                    .client()
                    .listExecutions("ExecutionStatus='Running' AND HomelabAttention=true")
                    .flatMap(run -> waiting(connection, run).stream())
                    .toList();
            if (!output.print(session, "homelab/inbox/v1", waiting)) {
                print(waiting);
            }
            return waiting.isEmpty() ? ExitCode.DONE.code() : ExitCode.NEEDS_HUMAN.code();
        });
    }

    private static List<Waiting> waiting(Connection connection, WorkflowExecutionMetadata run) {
        var id = run.getExecution().getWorkflowId();
        var waiting = new ArrayList<Waiting>();
        var view = connection.client().newWorkflowStub(AttendedRun.class, id).progress();
        view.attention().forEach(item -> waiting.add(Waiting.of(id, item)));
        if (APPROVABLE.contains(run.getWorkflowType())) {
            var open = connection
                    .client()
                    .newWorkflowStub(Approvable.class, id)
                    .approval()
                    .open();
            if (open != null) {
                waiting.add(Waiting.of(id, open));
            }
        }
        return waiting;
    }

    private void print(List<Waiting> waiting) {
        if (waiting.isEmpty()) {
            session.console().result("nothing waits for you");
            return;
        }
        var table = new Table("RUN", "STEP", "SINCE", "WHAT");
        waiting.forEach(w -> table.row(w.run(), w.step(), w.since().toString(), w.what()));
        table.lines().forEach(session.console()::result);
    }
}
