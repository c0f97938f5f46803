package io.homelab.workflows.backup;

import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Looks at what an S3 server promises of the bucket that a repository is in. */
@ActivityInterface
public interface BucketActivities {
    /**
     * Whether the bucket keeps what is put into it: no lifecycle rule removes it, and versioning and object lock are what the lab
     * file asks for. AUTH and CONFIG when the bucket cannot be opened, TRANSIENT when the server does not answer.
     */
    @ActivityMethod(name = "CheckBucket")
    Checks bucket(SetRef set);
}
