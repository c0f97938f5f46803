package io.homelab.workflows.backup.restore;

import io.homelab.workflows.evidence.EvidenceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps what came of restores. */
@ActivityInterface
public interface RestoreEvidenceActivities {
    /** Signs and stores the report; repeating it with the same report stores nothing new. */
    @ActivityMethod(name = "RecordRestore")
    EvidenceRef record(RestoreReport report);
}
