package io.homelab.workflows.promotion;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Stops every promotion, whichever runs, and lets go again. One for a lab; while there is none, nothing is halted. */
@WorkflowInterface
public interface PromotionSwitch {
    /** Holds the switch for ever; null when it is new. */
    @WorkflowMethod(name = "PromotionSwitch")
    void hold(@Nullable SwitchState state);

    @UpdateMethod(name = "halt", description = "Stop all promotions before their next write; the reason is shown")
    SwitchState halt(SwitchRequest request);

    @UpdateMethod(name = "resume", description = "Let all promotions go on")
    SwitchState resume(SwitchRequest request);

    @UpdateValidatorMethod(updateName = "halt")
    void canHalt(SwitchRequest request);

    @UpdateValidatorMethod(updateName = "resume")
    void canResume(SwitchRequest request);

    @QueryMethod(name = "state", description = "Whether promotions are halted, by whom, since when and why")
    SwitchState state();
}
