package io.homelab.workflows.backup.run;

import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.evidence.EvidenceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Backs up what is on the worker's machine. AUTH and CONFIG when the repository cannot be opened, TRANSIENT when it does not answer. */
@ActivityInterface
public interface BackupRunActivities {
    /** The sources of a set that are of the worker's machine. CONFIG when none is, or when a path of one is not there. */
    @ActivityMethod(name = "PlanBackup")
    Sources plan(SetRef set);

    /**
     * Writes the source's canary, if it has one, and backs it up; the same snapshot again for the same run. CONFLICT while
     * somebody else has locked the repository.
     */
    @ActivityMethod(name = "TakeBackup")
    TakenBackup take(BackupTask task);

    /** Signs and stores the report; repeating it with the same report stores nothing new. */
    @ActivityMethod(name = "RecordBackupRun")
    EvidenceRef record(BackupRunReport report);

    /** @param names in the order of the lab file */
    record Sources(List<String> names) {
        public Sources {
            names = names == null ? List.of() : List.copyOf(names);
        }
    }

    /**
     * @param run workflow id and run id
     * @param source its name
     */
    record BackupTask(SetRef set, String run, String source) {}
}
