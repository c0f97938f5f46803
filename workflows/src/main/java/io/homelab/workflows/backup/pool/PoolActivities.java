package io.homelab.workflows.backup.pool;

import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Looks at the ZFS pools of the hypervisor. Changes nothing of them. */
@ActivityInterface
public interface PoolActivities {
    /**
     * Whether all devices of the pool are well, there is room left, and all of it was read not long ago: the checks {@code pool}
     * and {@code scrub}. AUTH when we may not look, TRANSIENT when the hypervisor does not answer.
     */
    @ActivityMethod(name = "CheckPool")
    Checks pool(PoolRef pool);

    /**
     * Whether every dataset that the lab file names has snapshots that are young enough, and what sanoid itself says; a check for
     * each. CONFIG when there is no way to the hypervisor, AUTH when it does not let us in, TRANSIENT when it does not answer.
     */
    @ActivityMethod(name = "CheckPoolSnapshots")
    Checks snapshots(PoolRef pool);
}
