package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.backup.BackupActivities;
import io.homelab.workflows.wire.Profiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/** Activity stubs of clusters' backups; each call carries the step's title, which the Web UI shows on the event. */
final class Ports {
    private Ports() {}

    static BackupActivities backups(String summary) {
        return stub(BackupActivities.class, Profiles.QUICK, summary);
    }

    static ClusterBackupActivities looks(String summary) {
        return stub(ClusterBackupActivities.class, Profiles.QUICK, summary);
    }

    static NamespaceActivities writes(String summary) {
        return stub(NamespaceActivities.class, Profiles.QUICK, summary);
    }

    /** A namespace ends when the last of its finalizers lets it. */
    static NamespaceActivities waits(String summary) {
        return stub(NamespaceActivities.class, Profiles.WAIT, summary);
    }

    /** Volumes of terabytes take their time. */
    static NamespaceActivities restores(String summary) {
        return stub(NamespaceActivities.class, Profiles.HOURS, summary);
    }

    static NamespaceEvidenceActivities evidence(String summary) {
        return stub(NamespaceEvidenceActivities.class, Profiles.QUICK, summary);
    }

    private static <T> T stub(Class<T> port, ActivityOptions profile, String summary) {
        return Workflow.newActivityStub(port, Profiles.summarised(profile, summary));
    }
}
