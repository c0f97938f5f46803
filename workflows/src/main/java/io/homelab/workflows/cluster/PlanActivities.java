package io.homelab.workflows.cluster;

import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Says what a run would change. Every transport refuses to write while a plan is made. */
@ActivityInterface
public interface PlanActivities {
    /** The plan of building or repairing the cluster. */
    @ActivityMethod(name = "PlanBootstrap")
    Plan planBootstrap(ClusterRef cluster);
}
