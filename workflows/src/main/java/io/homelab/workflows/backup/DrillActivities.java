package io.homelab.workflows.backup;

import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Proves that something comes back, by bringing it back. Changes nothing of a repository. */
@ActivityInterface
public interface DrillActivities {
    /**
     * Restores a few files of the youngest snapshot of each source, others each time, to a place beside all that lives, compares
     * them, and removes them. Where a source has a canary, it is one of them, and the next one is written for the next backup.
     * AUTH and CONFIG when the repository cannot be opened, TRANSIENT when it does not answer, CAPACITY when there is no room.
     */
    @ActivityMethod(name = "DrillRestore")
    Checks drill(DrillRequest request);

    /** @param run workflow id and run id */
    record DrillRequest(SetRef set, String run) {}
}
