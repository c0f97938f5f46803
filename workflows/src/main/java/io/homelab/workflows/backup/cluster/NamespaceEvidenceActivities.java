package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.evidence.EvidenceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps what came of getting namespaces back. */
@ActivityInterface
public interface NamespaceEvidenceActivities {
    /** Signs and stores the report; repeating it with the same report stores nothing new. */
    @ActivityMethod(name = "RecordNamespaceRestore")
    EvidenceRef record(NamespaceReport report);
}
