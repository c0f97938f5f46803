package io.homelab.workflows.backup.restore;

import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.progress.Outcome;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Restores to a place of its own beside the target, on the same file system; nothing is at the target before all of it is there.
 * AUTH and CONFIG when the repository cannot be opened, TRANSIENT when it does not answer, CAPACITY when the disk is too small.
 */
@ActivityInterface
public interface RestoreActivities {
    /** Chooses the snapshot and lists what comes; the same answer again for the same run. CONFIG when there is no such. */
    @ActivityMethod(name = "PlanRestore")
    RestorePlan plan(RestoreTask task);

    /** Brings the files; who comes next goes on with the part that was on its way. What could not be read is left out. */
    @ActivityMethod(name = "RestoreFiles")
    Outcome restore(RestoreTask task);

    /** Looks at every file that was brought, and lists its SHA-256. */
    @ActivityMethod(name = "CompareRestored")
    Compared compare(RestoreTask task);

    /** Moves what is at the target aside, and what was brought to the target. CONFLICT when somebody has put something there. */
    @ActivityMethod(name = "PublishRestored")
    Outcome publish(RestoreTask task);

    /** Removes what was brought and not published, and nothing else. */
    @ActivityMethod(name = "DiscardRestored")
    Outcome discard(RestoreTask task);

    /**
     * @param run workflow id and run id
     * @param request what the person wants
     */
    record RestoreTask(SetRef set, String run, RestoreRequest request) {}
}
