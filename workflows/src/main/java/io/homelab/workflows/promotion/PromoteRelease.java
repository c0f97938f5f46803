package io.homelab.workflows.promotion;

import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.promotion.governance.Approvable;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings what a cluster has proved to the next one, all of it or nothing. */
@WorkflowInterface
public interface PromoteRelease extends AttendedRun, Approvable {
    @WorkflowMethod(name = "PromoteRelease")
    PromotionReport promote(PromotionRequest request);
}
