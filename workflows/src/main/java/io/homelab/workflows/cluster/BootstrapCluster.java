package io.homelab.workflows.cluster;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Builds a cluster, or repairs it, or says that there is nothing to do. */
@WorkflowInterface
public interface BootstrapCluster extends AttendedRun {
    @WorkflowMethod(name = "BootstrapCluster")
    BootstrapReport bootstrap(BootstrapRequest request);
}
