package io.homelab.workflows.cluster;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Removes a cluster. Always ends: with nothing left, or with the exact list of what is left and why. */
@WorkflowInterface
public interface DestroyCluster extends AttendedRun {
    @WorkflowMethod(name = "DestroyCluster")
    DestroyReport destroy(DestroyClusterRequest request);
}
