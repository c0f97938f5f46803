package io.homelab.workflows.backup;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Says how much a verification of the same request would read, and what that would cost. Reads no pack. */
@WorkflowInterface
public interface PlanVerification extends AttendedRun {
    /** A report that is not signed: it has seen nothing of the backups. */
    @WorkflowMethod(name = "PlanVerification")
    BackupReport plan(VerifyRequest request);
}
