package io.homelab.cli.progress;

import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.controlplane.Waiting;
import io.homelab.cli.output.Console;
import io.homelab.cli.output.Screen;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.RunView;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowQueryRejectedException;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows a run to its end or to the point where it needs a person: a live tree on a terminal, lines in a pipe. */
public final class Follower implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(300);
    /** How long a run may say nothing before that is worth a line. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Console console;
    private final String run;
    private final Map<String, StepState> shown = new HashMap<>();
    private final Optional<Consumer<StepView>> steps;
    private @Nullable Screen screen;
    private int drawn;
    private Instant heard = now();
    private boolean silent;

    /** Shows each step. */
    public Follower(Connection connection, Console console, String run) {
        this(connection, console, run, Optional.empty());
    }

    /** Hands each step that changes to somebody else instead, and says only what a person must do. */
    public Follower(Connection connection, Console console, String run, Consumer<StepView> steps) {
        this(connection, console, run, Optional.of(steps));
    }

    private Follower(Connection connection, Console console, String run, Optional<Consumer<StepView>> steps) {
        this.steps = steps;
        this.connection = connection;
        this.console = console;
        this.run = run;
    }

    /** How following ended. */
    public enum End {
        CLOSED,
        NEEDS_HUMAN,
        TIMED_OUT
    }

    /** Follows until the run closes, parks with nothing else going on, or the time is up (zero: no limit). */
    public End follow(Duration limit) {
        var stub = connection.client().newWorkflowStub(AttendedRun.class, run);
        var end = limit.isZero() ? Instant.MAX : now().plus(limit);
        heard = now();
        while (true) {
            var open = isOpen();
            var view = view(stub);
            listen(!open || view.isPresent());
            view.ifPresent(this::show);
            if (!open) {
                return End.CLOSED;
            }
            if (view.isPresent() && waitsForPersonOnly(view.get())) {
                view.get().attention().forEach(item -> StepText.attention(run, item)
                        .forEach(console::say));
                asked(view.get()).forEach(step -> console.say("needs you: " + step.title() + " — " + step.detail()));
                return End.NEEDS_HUMAN;
            }
            if (now().isAfter(end)) {
                return End.TIMED_OUT;
            }
            Waiting.pause(INTERVAL);
        }
    }

    /** A run that nobody can ask goes on when a worker is back; who watches it should know what is missing. */
    private void listen(boolean answered) {
        if (answered) {
            if (silent) {
                console.say("a worker answers again");
            }
            heard = now();
            silent = false;
        } else if (!silent && Duration.between(heard, now()).compareTo(SILENCE) > 0) {
            silent = true;
            drawn = 0;
            console.say(
                    "no worker answers; the run goes on when one does — homelab server status, homelab run why " + run);
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    private boolean isOpen() {
        try {
            return connection.describe(run).getWorkflowExecutionInfo().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (StatusRuntimeException e) {
            if (connection.isAway(e)) {
                return true;
            }
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot look at " + run + ": " + e.getStatus().getDescription(),
                    e);
        }
    }

    /** The run's own view; empty while no worker can answer. */
    private static Optional<RunView> view(AttendedRun stub) {
        try {
            return Optional.of(stub.progress());
        } catch (WorkflowServiceException | WorkflowQueryRejectedException | StatusRuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean waitsForPersonOnly(RunView view) {
        return view.steps().stream().anyMatch(s -> s.state() == StepState.PARKED)
                && view.steps().stream().noneMatch(s -> s.state() == StepState.RUNNING);
    }

    /** Steps that ask people something else than what to do about a failure. */
    private static List<StepView> asked(RunView view) {
        return view.steps().stream()
                .filter(step -> step.state() == StepState.PARKED)
                .filter(step ->
                        view.attention().stream().noneMatch(item -> item.id().equals(step.id())))
                .toList();
    }

    private void show(RunView view) {
        if (steps.isPresent()) {
            changed(view, steps.get());
        } else if (console.isTerminal()) {
            redraw(view);
        } else {
            var now = now();
            changed(view, step -> console.say(StepText.line(console, step, now)));
        }
    }

    private void redraw(RunView view) {
        var now = now();
        var screen = screen();
        var width = screen.columns() - 1;
        // One line stays free for the cursor: a tree that scrolls could not be drawn over.
        var tree = LiveTree.of(view.steps(), screen.rows() - 1);
        var lines = new ArrayList<String>();
        count(lines, "✔ ", tree.done(), " more done");
        tree.shown().forEach(step -> lines.add(Screen.fit(StepText.line(console, step, now), width)));
        count(lines, "▶ ", tree.busy(), " more under way");
        count(lines, "· ", tree.ahead(), " more to come");
        var text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append("A");
        }
        lines.forEach(line -> text.append("\u001b[2K").append(line).append('\n'));
        text.append("\u001b[J"); // what was longer before
        drawn = lines.size();
        console.draw(text.toString());
    }

    private void count(List<String> lines, String mark, int steps, String what) {
        if (steps > 0) {
            lines.add(console.ink(Console.Ink.DIM, mark + steps + what));
        }
    }

    private Screen screen() {
        if (screen == null) {
            screen = Screen.open();
        }
        return screen;
    }

    @Override
    public void close() {
        if (screen != null) {
            screen.close();
        }
    }

    private void changed(RunView view, Consumer<StepView> to) {
        for (var step : view.steps()) {
            if (step.state() != StepState.PENDING && shown.put(step.id(), step.state()) != step.state()) {
                to.accept(step);
            }
        }
    }
}
