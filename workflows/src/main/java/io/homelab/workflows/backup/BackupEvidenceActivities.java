package io.homelab.workflows.backup;

import io.homelab.workflows.evidence.EvidenceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps what verifications have seen. */
@ActivityInterface
public interface BackupEvidenceActivities {
    /** Signs and stores the report; repeating it with the same report stores nothing new. */
    @ActivityMethod(name = "RecordBackups")
    EvidenceRef record(BackupReport report);
}
