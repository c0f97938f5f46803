package io.homelab.workflows.backup;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The lab file's backups. */
@ActivityInterface
public interface BackupActivities {
    /** Takes a snapshot of the lab file. CONFIG when it has no backups, or not the sets that are named. */
    @ActivityMethod(name = "ReadBackups")
    BackupSpec read(VerifyRequest request);
}
