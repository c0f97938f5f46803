package io.homelab.workflows.progress;

/** Where a step stands. */
public enum StepState {
    PENDING,
    RUNNING,
    /** Waits for a person. */
    PARKED,
    DONE,
    /** A person said so, with a reason. */
    SKIPPED,
    ABORTED
}
