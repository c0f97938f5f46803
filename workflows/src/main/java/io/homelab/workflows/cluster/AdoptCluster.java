package io.homelab.workflows.cluster;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes over machines, or a whole running cluster, that somebody else made. Marks them, and changes nothing else. */
@WorkflowInterface
public interface AdoptCluster extends AttendedRun {
    @WorkflowMethod(name = "AdoptCluster")
    AdoptReport adopt(AdoptClusterRequest request);
}
