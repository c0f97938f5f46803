package io.homelab.workflows.promotion.governance;

import io.homelab.workflows.attention.Ticket;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;

/** A run that asks people before it goes on. */
@WorkflowInterface
public interface Approvable {
    @QueryMethod(
            name = "approval",
            description = "What is asked, with the hash that an answer must name, and the answers")
    ApprovalView approval();

    @UpdateMethod(name = "approve", description = "Let it go on; the answer names the hash of what was shown")
    Ticket approve(ApprovalAnswer answer);

    @UpdateMethod(name = "reject", description = "Do not let it go on; the answer names the hash of what was shown")
    Ticket reject(ApprovalAnswer answer);

    @UpdateValidatorMethod(updateName = "approve")
    void canApprove(ApprovalAnswer answer);

    @UpdateValidatorMethod(updateName = "reject")
    void canReject(ApprovalAnswer answer);
}
