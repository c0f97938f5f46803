package io.homelab.workflows.backup;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Proves that the backups of the lab file are there and whole, or says what is wrong with them. Changes none of them. */
@WorkflowInterface
public interface VerifyBackups extends AttendedRun {
    @WorkflowMethod(name = "VerifyBackups")
    BackupReport verify(VerifyRequest request);
}
