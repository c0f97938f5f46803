package io.homelab.workflows.deployment;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Sees a push through to the cluster that follows the branch by itself, and says what came of it. */
@WorkflowInterface
public interface DeployDev extends AttendedRun {
    @WorkflowMethod(name = "DeployDev")
    DeploymentReport deploy(DeploymentRequest request);
}
