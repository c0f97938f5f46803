package io.homelab.workflows.cluster;

import io.homelab.workflows.plan.Plan;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Says what a bootstrap would change, and writes nothing. */
@WorkflowInterface
public interface PlanCluster {
    @WorkflowMethod(name = "PlanCluster")
    Plan plan(BootstrapRequest request);
}
