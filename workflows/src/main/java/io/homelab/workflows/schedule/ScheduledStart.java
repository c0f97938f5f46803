package io.homelab.workflows.schedule;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Starts a run under its own id. The ids that a schedule itself starts something under carry a time, so they would lock
 * nothing.
 */
@WorkflowInterface
public interface ScheduledStart {
    /** Starts it and does not wait for its end; a run that is on its way is left alone. */
    @WorkflowMethod(name = "ScheduledStart")
    Started start(ScheduledRun run);

    /**
     * @param begun whether it was started; false when one was on its way
     * @param summary for people
     */
    record Started(boolean begun, String summary) {}
}
