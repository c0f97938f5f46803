package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.SetRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * What the resources of a cluster say of its backups; metrics are not asked. Looks only. CONFIG when what should keep them is not
 * installed, AUTH and TRANSIENT when the cluster cannot be asked.
 */
@ActivityInterface
public interface ClusterBackupActivities {
    /** Velero: its storage, its schedules, what their youngest backups hold, and the repositories of volumes. */
    @ActivityMethod(name = "CheckVelero")
    Checks velero(SetRef cluster);

    /** VolSync: when each volume was last replicated. */
    @ActivityMethod(name = "CheckVolSync")
    Checks volsync(SetRef cluster);
}
