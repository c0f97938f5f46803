package io.homelab.workflows.progress;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step as a person sees it.
 *
 * @param id stable within the run, such as {@code dev-cp-1/create}
 * @param lane the node that the step is about, or null for the run's own steps
 * @param since when the state was entered
 * @param finished when it was done
 * @param detail what came of it, or what it waits for
 * @param waited how much of it was the lab's own waiting
 */
public record StepView(
        String id,
        String title,
        @Nullable String lane,
        StepState state,
        @Nullable Instant since,
        @Nullable Instant finished,
        @Nullable String detail,
        Duration waited) {
    public StepView {
        waited = waited == null ? Duration.ZERO : waited;
    }

    StepView entered(StepState state, Instant at, @Nullable String detail) {
        return new StepView(id, title, lane, state, at, null, detail, waited);
    }

    StepView ended(StepState state, Instant at, @Nullable String detail, Duration labWait) {
        return new StepView(id, title, lane, state, since, at, detail, waited.plus(labWait));
    }
}
