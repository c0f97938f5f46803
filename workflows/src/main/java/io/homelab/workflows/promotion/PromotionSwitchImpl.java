package io.homelab.workflows.promotion;

import io.homelab.workflows.wire.SearchAttributes;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds one flag; its history begins anew before it is long. */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class PromotionSwitchImpl implements PromotionSwitch {
    /** Temporal takes 2,000 updates in a run, refused ones too. */
    private static final int MOST_THROWS = 100;

    private SwitchState state;
    private int thrown;

    @WorkflowInit
    public PromotionSwitchImpl(@Nullable SwitchState state) {
        this.state = Optional.ofNullable(state).orElseGet(SwitchState::untouched);
    }

    @Override
    public void hold(@Nullable SwitchState before) {
        show();
        Workflow.await(() -> thrown >= MOST_THROWS || Workflow.getInfo().isContinueAsNewSuggested());
        Workflow.await(Workflow::isEveryHandlerFinished);
        Workflow.newContinueAsNewStub(PromotionSwitch.class).hold(state);
    }

    /** Who halts what is halted changes nothing: the first reason stays until somebody resumes. */
    @Override
    public SwitchState halt(SwitchRequest request) {
        if (!state.halted()) {
            thrown(new SwitchState(true, request.by(), now(), request.reason()));
        }
        return state;
    }

    @Override
    public SwitchState resume(SwitchRequest request) {
        if (state.halted()) {
            thrown(new SwitchState(false, request.by(), now(), null));
        }
        return state;
    }

    @Override
    public void canHalt(SwitchRequest request) {
        named(request);
        if (request.reason() == null || request.reason().isBlank()) {
            throw new IllegalArgumentException(
                    "REASON_MISSING: a halt needs a reason, everybody who waits is shown it");
        }
    }

    @Override
    public void canResume(SwitchRequest request) {
        named(request);
    }

    @Override
    public SwitchState state() {
        return state;
    }

    private static void named(SwitchRequest request) {
        if (request.by() == null || request.by().isBlank()) {
            throw new IllegalArgumentException("NAME_MISSING: who throws the switch is recorded");
        }
    }

    private void thrown(SwitchState next) {
        state = next;
        thrown++;
        show();
    }

    private void show() {
        Workflow.setCurrentDetails("### " + state.line()
                + (state.halted()
                        ? "\n\n- `homelab promote resume`\n"
                        : "\n\n- `homelab promote halt --reason TEXT`\n"));
        Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(state.halted() ? "halted" : "open"));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
