package io.homelab.workflows.backup;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Removes the locks of repositories whose holders are proved dead, and no other. */
@WorkflowInterface
public interface UnlockBackups extends AttendedRun {
    @WorkflowMethod(name = "UnlockBackups")
    BackupReport unlock(UnlockRequest request);
}
