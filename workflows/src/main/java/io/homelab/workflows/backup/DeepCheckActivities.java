package io.homelab.workflows.backup;

import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Reads what packs hold, a part of them each time: that they decrypt, and that each blob hashes to its own id. Changes nothing of a
 * repository, and takes no lock.
 */
@ActivityInterface
public interface DeepCheckActivities {
    /**
     * Reads the part whose turn it is, if its time has come; otherwise says when that was so last. A part that failed is read again
     * each time until it passes. For the same run it is the same part, and its answer stays. AUTH and CONFIG when the repository
     * cannot be opened, TRANSIENT when it does not answer.
     */
    @ActivityMethod(name = "CheckDeep")
    Checks deep(DeepRequest request);

    /** @param run workflow id and run id */
    record DeepRequest(SetRef set, String run) {}
}
