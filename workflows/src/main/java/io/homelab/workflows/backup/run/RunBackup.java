package io.homelab.workflows.backup.run;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes a backup of what is on the worker's machine. */
@WorkflowInterface
public interface RunBackup extends AttendedRun {
    @WorkflowMethod(name = "RunBackup")
    BackupRunReport run(BackupRunRequest request);
}
