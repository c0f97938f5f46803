package io.homelab.cli.controlplane;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions.Func1;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Brings a person's words to a run. */
public final class Updates {
    private static final int TRIES = 5;

    private Updates() {}

    /**
     * Brings an update and waits for what the run says. Temporal gives an update up when the worker is too slow to take
     * it; then it is brought again under the same id, so that it is taken once.
     *
     * @throws CommandFailure with the run's own words when it refuses, or when its worker never took it
     */
    public static <A, R> R bring(Func1<A, R> update, A argument) {
        return brought(options -> WorkflowClient.startUpdate(update, argument, options));
    }

    /**
     * The same to a run that is started when there is none.
     *
     * @param update of the run that {@code start} starts, from a stub of its own each time
     */
    public static <A, R> R bring(Supplier<Started<A, R>> update, A argument) {
        return brought(options -> {
            var started = update.get();
            return WorkflowClient.startUpdateWithStart(started.update(), argument, options, started.start());
        });
    }

    /**
     * An update and the start of its run.
     *
     * @param start is used once
     */
    public record Started<A, R>(Func1<A, R> update, WithStartWorkflowOperation<?> start) {}

    private static <R> R brought(Function<UpdateOptions<R>, WorkflowUpdateHandle<R>> update) {
        var options = UpdateOptions.<R>newBuilder()
                .setUpdateId(UUID.randomUUID().toString())
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                return update.apply(options).getResult();
            } catch (WorkflowUpdateException e) {
                throw refused(e);
            } catch (WorkflowServiceException e) {
                if (!isGivenUp(e)) {
                    throw e;
                }
                if (attempt == TRIES) {
                    var run = e.getExecution().getWorkflowId();
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            "the worker was too busy to take the answer: see whether " + run
                                    + " still waits (homelab run show " + run + "), then answer again",
                            e);
                }
            }
        }
    }

    /** The run's own words. */
    private static CommandFailure refused(WorkflowUpdateException e) {
        var words = e.getCause() instanceof ApplicationFailure failure ? failure.getOriginalMessage() : e.getMessage();
        return new CommandFailure(ExitCode.FAILED, String.valueOf(words), e);
    }

    private static boolean isGivenUp(WorkflowServiceException e) {
        return e.getCause() instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.FAILED_PRECONDITION;
    }
}
