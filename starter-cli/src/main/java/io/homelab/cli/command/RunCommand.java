package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Updates;
import io.homelab.cli.output.Table;
import io.homelab.cli.progress.Why;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.attention.Ticket;
import io.homelab.workflows.progress.StepView;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs: look at them, and answer them. */
@Command(
        name = "run",
        description = "Look at runs, learn why they wait, and answer them.",
        subcommands = {RunListCommand.class, RunFollowCommands.Watch.class, RunFollowCommands.Await.class})
public final class RunCommand {
    private final Session session;

    public RunCommand(Session session) {
        this.session = session;
    }

    @Command(name = "show", description = "The steps of a run.")
    int show(
            @Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.") String id,
            @Mixin OutputFormat output) {
        return session.connected(connection -> {
            var view =
                    connection.client().newWorkflowStub(AttendedRun.class, id).progress();
            if (!output.print(session, "homelab/run/v1", view)) {
                var table = new Table("STEP", "STATE", "SINCE", "DETAIL");
                for (StepView step : view.steps()) {
                    table.row(
                            step.title(),
                            step.state().name().toLowerCase(Locale.ROOT),
                            step.since() == null ? "-" : step.since().toString(),
                            step.detail() == null ? "" : step.detail());
                }
                session.console().result(view.title() + ": " + view.phase() + (view.simulated() ? " (simulated)" : ""));
                table.lines().forEach(session.console()::result);
            }
            return view.attention().isEmpty() ? ExitCode.DONE.code() : ExitCode.NEEDS_HUMAN.code();
        });
    }

    @Command(
            name = "why",
            description = "Why a run waits: for what, since when, the last error, the next try, and what to do.")
    int why(
            @Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.") String id,
            @Mixin OutputFormat output) {
        return session.connected(connection -> {
            var lines = new Why(connection).explain(id);
            if (!output.print(session, "homelab/why/v1", Map.of("run", id, "lines", lines))) {
                lines.forEach(session.console()::result);
            }
            return ExitCode.DONE.code();
        });
    }

    @Command(name = "logs", description = "What the worker of this machine logged about a run.")
    int logs(
            @Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.") String id,
            @Option(
                            names = {"-n", "--lines"},
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "How many of the last lines (default: ${DEFAULT-VALUE}).")
                    int lines,
            @Mixin OutputFormat output) {
        var log = session.controlPlane().workerLog();
        var found = RunLog.of(log, id, lines);
        if (output.streams()) {
            RunLog.entries(id, found).forEach(entry -> output.print(session, "homelab/log-entry/v1", entry));
        } else if (!output.print(session, "homelab/log/v1", RunLog.entries(id, found))) {
            found.forEach(session.console()::result);
        }
        if (found.isEmpty()) {
            session.console()
                    .say("the worker logged nothing about " + id + " in " + log
                            + "; it logs what goes wrong, and homelab run show has the steps");
        }
        return ExitCode.DONE.code();
    }

    @Command(name = "retry", description = "Try a parked step again.")
    int retry(
            @Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.") String id,
            @Mixin Answer answer,
            @Option(
                            names = "--amended",
                            negatable = true,
                            fallbackValue = "true",
                            description = "Read the lab file again first.")
                    boolean amended) {
        return answer(id, answer, amended, AttendedRun::retry);
    }

    @Command(name = "skip", description = "Go on without a parked step; the reason is recorded.")
    int skip(
            @Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.") String id,
            @Mixin Answer answer) {
        return answer(id, answer, false, AttendedRun::skip);
    }

    @Command(name = "abort", description = "End the run and undo what it made.")
    int abort(
            @Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.") String id,
            @Mixin Answer answer) {
        return answer(id, answer, false, AttendedRun::abort);
    }

    @Command(name = "cancel", description = "Stop a run where it is; nothing is undone, and starting it again goes on.")
    int cancel(@Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.") String id) {
        return session.connected(connection -> {
            connection.client().newUntypedWorkflowStub(id).cancel("cancelled by " + System.getProperty("user.name"));
            session.console().say("asked " + id + " to stop");
            return ExitCode.DONE.code();
        });
    }

    @Command(
            name = "terminate",
            description = {
                "End a run at once, without asking it; nothing is undone. For runs that cannot go on:",
                "starting it again looks at what is there before it writes."
            })
    int terminate(
            @Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; recorded.") @Nullable String reason) {
        return session.connected(connection -> {
            connection
                    .client()
                    .newUntypedWorkflowStub(id)
                    .terminate((reason == null ? "" : reason + ", ") + "by " + System.getProperty("user.name"));
            session.console().say("ended " + id + "; what it made is still there");
            return ExitCode.DONE.code();
        });
    }

    private int answer(String id, Answer answer, boolean amended, BiFunction<AttendedRun, Decision, Ticket> verb) {
        return session.connected(connection -> {
            var run = connection.client().newWorkflowStub(AttendedRun.class, id);
            if (connection.client().newUntypedWorkflowStub(id).describe().getStatus()
                    != io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                throw new CommandFailure(
                        ExitCode.FAILED, id + " has ended: there is nothing to answer — start it again to go on");
            }
            var ticket = Updates.bring(decision -> verb.apply(run, decision), answer.decision(run, amended));
            session.console().say(ticket.message());
            return ExitCode.DONE.code();
        });
    }

    /** Which parked step is answered, and why. */
    static final class Answer {
        @Option(
                names = "--item",
                paramLabel = "STEP",
                description = "The parked step; may be left out when only one is parked.")
        @Nullable
        String item;

        @Option(
                names = "--revision",
                paramLabel = "N",
                description = "The revision that was shown; a newer one is refused.")
        @Nullable
        Integer revision;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; recorded.")
        @Nullable
        String reason;

        Decision decision(AttendedRun run, boolean amended) {
            var by = System.getProperty("user.name");
            if (item != null && revision != null) {
                return new Decision(item, revision, reason, by, amended);
            }
            var open = run.progress().attention().stream()
                    .filter(i -> item == null || i.id().equals(item))
                    .toList();
            if (open.size() != 1) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        open.isEmpty()
                                ? "nothing of that run waits for a person" + (item == null ? "" : " under " + item)
                                : "several steps wait: name one with --item "
                                        + open.stream().map(i -> i.id()).toList());
            }
            var only = open.getFirst();
            return new Decision(only.id(), revision == null ? only.revision() : revision, reason, by, amended);
        }
    }
}
