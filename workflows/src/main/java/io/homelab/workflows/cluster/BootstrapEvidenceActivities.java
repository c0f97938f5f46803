package io.homelab.workflows.cluster;

import io.homelab.workflows.evidence.EvidenceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps the report of a bootstrap where it outlives the history. */
@ActivityInterface
public interface BootstrapEvidenceActivities {
    /** Signs and stores the report; repeating it with the same report stores nothing new. */
    @ActivityMethod(name = "RecordBootstrap")
    EvidenceRef record(BootstrapReport report);
}
