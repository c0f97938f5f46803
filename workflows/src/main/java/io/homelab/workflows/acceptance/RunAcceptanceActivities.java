package io.homelab.workflows.acceptance;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Checks acceptance criteria after a run that brings something to a cluster. Reads only. */
@ActivityInterface
public interface RunAcceptanceActivities {
    /** Checks every criterion that a run of this kind can prove: epics 1.4 and 3.5. */
    @ActivityMethod(name = "CheckRunCriteria")
    RunAcceptance checkRun(RunToCheck run);
}
