package io.homelab.workflows.schedule;

import io.homelab.workflows.wire.SearchAttributes;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;

/** Starts a child that outlives it. */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class ScheduledStartImpl implements ScheduledStart {
    @Override
    public Started start(ScheduledRun run) {
        var started = started(run);
        Workflow.setCurrentDetails(started.summary());
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.PHASE.valueSet(started.begun() ? "started" : "already running"));
        return started;
    }

    private static Started started(ScheduledRun run) {
        var child = Workflow.newUntypedChildWorkflowStub(
                run.type(),
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(run.id())
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary(run.title())
                        .setStaticDetails(
                                "Started by the lab file's schedule. What it does now is under Current Details.")
                        .build());
        var _ = child.executeAsync(Object.class, run.request());
        try {
            var begun = child.getExecution().get();
            return new Started(true, "started " + begun.getWorkflowId() + " " + begun.getRunId());
        } catch (ChildWorkflowFailure e) {
            if (e.getCause() instanceof WorkflowExecutionAlreadyStarted) {
                return new Started(false, run.id() + " is on its way; nothing was started");
            }
            throw e;
        }
    }
}
