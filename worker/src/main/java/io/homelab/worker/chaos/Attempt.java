package io.homelab.worker.chaos;

import io.temporal.activity.ActivityInfo;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One attempt at an activity; it may be doomed to end at its next move. */
record Attempt(String run, String activity, int number, AtomicReference<Optional<Trap>> doom) {
    static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

    /** The attempt that is about to be made. */
    static Attempt of(ActivityInfo info) {
        return new Attempt(
                String.valueOf(info.getWorkflowRunId()),
                info.getActivityId(),
                info.getAttempt(),
                new AtomicReference<>(Optional.empty()));
    }

    /** Whether it is a later attempt at the same activity. */
    boolean follows(Attempt other) {
        return run.equals(other.run) && activity.equals(other.activity) && number > other.number;
    }
}
