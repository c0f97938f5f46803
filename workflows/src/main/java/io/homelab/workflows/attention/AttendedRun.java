package io.homelab.workflows.attention;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;

/** What every run of ours answers to. */
@WorkflowInterface
public interface AttendedRun {
    @QueryMethod(name = "progress", description = "The steps of the run, what waits for a person, and since when")
    RunView progress();

    @UpdateMethod(name = "retry", description = "Try a parked step again")
    Ticket retry(Decision decision);

    @UpdateMethod(name = "skip", description = "Go on without a parked step; the reason is recorded")
    Ticket skip(Decision decision);

    @UpdateMethod(name = "abort", description = "End the run and undo what it made")
    Ticket abort(Decision decision);

    @UpdateValidatorMethod(updateName = "retry")
    void canRetry(Decision decision);

    @UpdateValidatorMethod(updateName = "skip")
    void canSkip(Decision decision);

    @UpdateValidatorMethod(updateName = "abort")
    void canAbort(Decision decision);
}
