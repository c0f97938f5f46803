package io.homelab.workflows.acceptance;

import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Checks acceptance criteria. Reads only. */
@ActivityInterface
public interface AcceptanceActivities {
    /** Checks every criterion that concerns the building of this cluster (epic 1.2 for dev, 3.1 for prod …). */
    @ActivityMethod(name = "CheckClusterCriteria")
    AcceptanceReport checkCluster(ClusterRef cluster);
}
