package io.homelab.worker.web;

import io.grpc.StatusRuntimeException;
import io.homelab.activities.approval.TokenCheck.Genuine;
import io.homelab.workflows.promotion.governance.Approvable;
import io.homelab.workflows.promotion.governance.ApprovalAnswer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;

/** Brings a genuine token's answer to the run that asks. */
final class RunAnswers {
    private final WorkflowClient client;

    RunAnswers(WorkflowClient client) {
        this.client = client;
    }

    /** What the run says. */
    sealed interface Said {
        record Taken(String text) implements Said {}

        /** @param code a stable one */
        record Refused(String code, String text) implements Said {}

        /** Whether it was taken, nobody knows: the same token may be tried again. */
        record Unknown(String why) implements Said {}
    }

    Said bring(Genuine token) {
        var claim = token.claim();
        var answer = new ApprovalAnswer(
                claim.question(),
                claim.revision(),
                claim.hash(),
                claim.person(),
                null,
                ApprovalAnswer.Channel.NTFY,
                token.nonce());
        try {
            var run = client.newWorkflowStub(Approvable.class, claim.workflow());
            var ticket = claim.approves() ? run.approve(answer) : run.reject(answer);
            return new Said.Taken(ticket.message());
        } catch (WorkflowUpdateException e) {
            return refused(e);
        } catch (WorkflowNotFoundException e) {
            return new Said.Refused("APPROVAL_UNKNOWN", "the run has ended");
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            return new Said.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private static Said refused(WorkflowUpdateException e) {
        var message = e.getCause() instanceof ApplicationFailure failure
                ? String.valueOf(failure.getOriginalMessage())
                : String.valueOf(e.getMessage());
        var colon = message.indexOf(": ");
        return colon < 0
                ? new Said.Refused("UNKNOWN", message)
                : new Said.Refused(message.substring(0, colon), message.substring(colon + 2));
    }
}
