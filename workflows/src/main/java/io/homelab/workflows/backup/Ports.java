package io.homelab.workflows.backup;

import io.homelab.workflows.backup.proof.HeartbeatActivities;
import io.homelab.workflows.backup.proof.MetricsActivities;
import io.homelab.workflows.backup.proof.ProofActivities;
import io.homelab.workflows.wire.Profiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/** Activity stubs of verifications; each call carries the step's title, which the Web UI shows on the event. */
final class Ports {
    private Ports() {}

    static BackupActivities backups(String summary) {
        return stub(BackupActivities.class, Profiles.QUICK, summary);
    }

    static BackupEvidenceActivities evidence(String summary) {
        return stub(BackupEvidenceActivities.class, Profiles.QUICK, summary);
    }

    static BackupSnapshotActivities snapshots(String summary) {
        return stub(BackupSnapshotActivities.class, Profiles.QUICK, summary);
    }

    static BackupSnapshotActivities content(String summary) {
        return stub(BackupSnapshotActivities.class, Profiles.WAIT, summary);
    }

    static BucketActivities buckets(String summary) {
        return stub(BucketActivities.class, Profiles.QUICK, summary);
    }

    static RepositoryActivities locks(String summary) {
        return stub(RepositoryActivities.class, Profiles.QUICK, summary);
    }

    static LockActivities unlocking(String summary) {
        return stub(LockActivities.class, Profiles.QUICK, summary);
    }

    static RepositoryActivities metadata(String summary) {
        return stub(RepositoryActivities.class, Profiles.WAIT, summary);
    }

    static HeartbeatActivities heartbeat(String summary) {
        return stub(HeartbeatActivities.class, Profiles.BRIEF, summary);
    }

    static MetricsActivities metrics(String summary) {
        return stub(MetricsActivities.class, Profiles.BRIEF, summary);
    }

    static ProofActivities proofs(String summary) {
        return stub(ProofActivities.class, Profiles.QUICK, summary);
    }

    static PackAuditActivities plan(String summary) {
        return stub(PackAuditActivities.class, Profiles.WAIT, summary);
    }

    static PackAuditActivities audit(String summary) {
        return stub(PackAuditActivities.class, Profiles.HOURS, summary);
    }

    static DeepCheckActivities deep(String summary) {
        return stub(DeepCheckActivities.class, Profiles.HOURS, summary);
    }

    static DrillActivities drill(String summary) {
        return stub(DrillActivities.class, Profiles.WAIT, summary);
    }

    private static <T> T stub(Class<T> port, ActivityOptions profile, String summary) {
        return Workflow.newActivityStub(port, Profiles.summarised(profile, summary));
    }
}
