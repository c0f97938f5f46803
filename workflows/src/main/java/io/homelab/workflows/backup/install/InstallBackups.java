package io.homelab.workflows.backup.install;

import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.backup.BackupReport;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Gives Velero and VolSync of clusters their keys, and ends when the first backups are proved to be whole. */
@WorkflowInterface
public interface InstallBackups extends AttendedRun {
    @WorkflowMethod(name = "InstallBackups")
    BackupReport install(InstallRequest request);
}
