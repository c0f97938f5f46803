package io.homelab.workflows.progress;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of a run in the order of the runbook, all of them visible from the start. */
public final class StepLog {
    private final Map<String, StepView> steps = new LinkedHashMap<>();
    private final Runnable changed;

    /** {@code changed} is called after every change; it must not block. */
    public StepLog(Runnable changed) {
        this.changed = changed;
    }

    /** What a step's value says about it. */
    public record Result(String summary, Duration waited) {
        /** The result of an ensure step. */
        public static Result of(Outcome outcome) {
            return new Result(outcome.summary(), outcome.waited());
        }

        /** A result that took the lab no time. */
        public static Result of(String summary) {
            return new Result(summary, Duration.ZERO);
        }
    }

    /** Announces a step of the run itself. */
    public void announce(String id, String title) {
        announce(id, title, null);
    }

    /** Announces a step of one lane. */
    public void announce(String id, String title, @Nullable String lane) {
        steps.put(id, new StepView(id, title, lane, StepState.PENDING, null, null, null, Duration.ZERO));
    }

    /** The title of an announced step. */
    public String title(String id) {
        return step(id).title();
    }

    /** The step enters a state. */
    public void enter(String id, StepState state, @Nullable String detail) {
        steps.put(id, step(id).entered(state, now(), detail));
        changed.run();
    }

    /** The step ends. */
    public void end(String id, StepState state, @Nullable String detail, Duration waited) {
        steps.put(id, step(id).ended(state, now(), detail, waited));
        changed.run();
    }

    /** Whether the step is done or was skipped. */
    public boolean finished(String id) {
        var step = steps.get(id);
        return step != null && (step.state() == StepState.DONE || step.state() == StepState.SKIPPED);
    }

    /** All steps in order. */
    public List<StepView> views() {
        return List.copyOf(steps.values());
    }

    private StepView step(String id) {
        var step = steps.get(id);
        if (step == null) {
            throw new IllegalStateException("step was not announced: " + id);
        }
        return step;
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
