package io.homelab.workflows.backup.restore;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Gets data back from a backup, all of it or nothing, and never over what lives unless that was asked for. */
@WorkflowInterface
public interface RestoreBackup extends AttendedRun {
    @WorkflowMethod(name = "RestoreBackup")
    RestoreReport restore(RestoreRequest request);
}
