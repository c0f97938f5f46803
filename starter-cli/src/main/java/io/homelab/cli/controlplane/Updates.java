package io.homelab.cli.controlplane;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions.Func1;
import java.util.UUID;

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
        var options = UpdateOptions.<R>newBuilder()
                .setUpdateId(UUID.randomUUID().toString())
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                return WorkflowClient.startUpdate(update, argument, options).getResult();
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
    public static CommandFailure refused(WorkflowUpdateException e) {
        var words = e.getCause() instanceof ApplicationFailure failure ? failure.getOriginalMessage() : e.getMessage();
        return new CommandFailure(ExitCode.FAILED, String.valueOf(words), e);
    }

    private static boolean isGivenUp(WorkflowServiceException e) {
        return e.getCause() instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.FAILED_PRECONDITION;
    }
}
