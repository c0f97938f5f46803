package io.homelab.workflows.topology;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Reads the lab file. */
@ActivityInterface
public interface LabActivities {
    /**
     * Reads and checks the lab file as it is now, keeps a copy under its digest, and says what a run needs of one cluster.
     * CONFIG when the file is invalid or has no such cluster.
     */
    @ActivityMethod(name = "TakeLabSnapshot")
    ClusterSpec takeSnapshot(SnapshotRequest request);
}
