package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.progress.Follower;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.progress.StepView;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts runs, attaches to the one in flight, follows them, and turns their end into an exit code. */
final class Runs {
    private final Session session;
    private final Connection connection;

    Runs(Session session, Connection connection) {
        this.session = session;
        this.connection = connection;
    }

    /** Starts a run, or attaches when the same one is in flight; another one under that id is refused. */
    String startOrAttach(String type, String id, String summary, Object request) {
        var options = WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.HOME)
                .setWorkflowId(id)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .setStaticSummary(summary)
                .setStaticDetails("Started by homelab. What it does now is under Current Details.")
                .setMemo(java.util.Map.of("request", request.toString()))
                .build();
        try {
            connection.client().newUntypedWorkflowStub(type, options).start(request);
            session.console()
                    .say("started " + id + " — " + connection.endpoint().link(id));
        } catch (WorkflowExecutionAlreadyStarted e) {
            attach(type, id, request);
        }
        return id;
    }

    private void attach(String type, String id, Object request) {
        var running = connection.client().newUntypedWorkflowStub(id).describe();
        var same = running.getWorkflowType().equals(type)
                && request.toString().equals(running.getMemo("request", String.class));
        if (!same) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    id + " is busy: " + running.getWorkflowType()
                            + " with another request is running — homelab run watch " + id);
        }
        session.console()
                .say("attached to " + id + ", already running — "
                        + connection.endpoint().link(id));
    }

    /** Follows a run; its result when it is done. Other ends are thrown as command failures with their exit code. */
    <T> T follow(String id, Class<T> result, Duration limit) {
        return follow(id, result, limit, new Follower(connection, session.console(), id));
    }

    /** Follows a run as the command line says; empty when it says to leave it alone. */
    <T> Optional<T> follow(String id, Class<T> result, Following following) {
        if (following.isDetached()) {
            session.console().say("watch it: homelab run watch " + id);
            return Optional.empty();
        }
        return Optional.of(follow(id, result, following.limit()));
    }

    /** The same to its end or a limit; each step that changes goes to somebody else. */
    <T> T follow(String id, Class<T> result, Duration limit, Consumer<StepView> steps) {
        return follow(id, result, limit, new Follower(connection, session.console(), id, steps));
    }

    private <T> T follow(String id, Class<T> result, Duration limit, Follower follower) {
        var detaching =
                new Thread(() -> session.console().say("\ndetached; the run goes on — homelab run watch " + id));
        Runtime.getRuntime().addShutdownHook(detaching);
        try (follower) {
            switch (follower.follow(limit)) {
                case CLOSED -> {
                    return result(connection.client().newUntypedWorkflowStub(id), id, result);
                }
                case NEEDS_HUMAN -> throw new CommandFailure(ExitCode.NEEDS_HUMAN, id + " waits for a person");
                case TIMED_OUT ->
                    throw new CommandFailure(ExitCode.TIMED_OUT, id + " is still running — homelab run watch " + id);
            }
            throw new IllegalStateException("no other end");
        } finally {
            Runtime.getRuntime().removeShutdownHook(detaching);
        }
    }

    private static <T> T result(WorkflowStub stub, String id, Class<T> type) {
        try {
            return stub.getResult(type);
        } catch (WorkflowFailedException e) {
            throw failed(id, e);
        }
    }

    /** How a run that did not end well ends a command. */
    static CommandFailure failed(String id, WorkflowFailedException e) {
        if (e.getCause() instanceof CanceledFailure) {
            return new CommandFailure(ExitCode.FAILED, id + " was cancelled; start it again to go on", e);
        }
        var report = report(e.getCause());
        var code = report.filter(r -> r.kind() == FailureClass.AUTH).isPresent()
                ? ExitCode.AUTHENTICATION
                : ExitCode.FAILED;
        return new CommandFailure(
                code, id + " failed: " + report.map(FailureReport::line).orElse(String.valueOf(e.getCause())), e);
    }

    private static Optional<FailureReport> report(@Nullable Throwable cause) {
        if (cause instanceof ActivityFailure activity) {
            return report(activity.getCause());
        }
        if (cause instanceof ApplicationFailure failure && failure.getDetails().getSize() > 0) {
            return Optional.ofNullable(failure.getDetails().get(FailureReport.class));
        }
        return Optional.empty();
    }
}
