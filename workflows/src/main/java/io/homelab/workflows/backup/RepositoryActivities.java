package io.homelab.workflows.backup;

import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Looks at a repository itself; changes nothing of it, and takes no lock. */
@ActivityInterface
public interface RepositoryActivities {
    /**
     * Whether somebody has locked it and is gone: whoever needs it alone, such as a prune, waits for such a lock for ever. AUTH
     * and CONFIG when the repository cannot be opened, TRANSIENT when it does not answer.
     */
    @ActivityMethod(name = "CheckLocks")
    Checks locks(SetRef set);

    /**
     * Whether what the indexes and the snapshots name is there, in the right size; reads no data. Takes minutes for a large
     * repository. Fails as {@link #locks} does.
     */
    @ActivityMethod(name = "CheckMetadata")
    Checks metadata(SetRef set);
}
