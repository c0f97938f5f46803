package io.homelab.workflows.backup.restore;

import io.homelab.workflows.backup.BackupActivities;
import io.homelab.workflows.wire.Profiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/** Activity stubs of restores; each call carries the step's title, which the Web UI shows on the event. */
final class Ports {
    private Ports() {}

    static BackupActivities backups(String summary) {
        return stub(BackupActivities.class, Profiles.QUICK, summary);
    }

    /** Listing a large snapshot takes minutes. */
    static RestoreActivities lists(String summary) {
        return stub(RestoreActivities.class, Profiles.WAIT, summary);
    }

    static RestoreActivities moves(String summary) {
        return stub(RestoreActivities.class, Profiles.QUICK, summary);
    }

    static RestoreActivities files(String summary) {
        return stub(RestoreActivities.class, Profiles.HOURS, summary);
    }

    static RestoreEvidenceActivities evidence(String summary) {
        return stub(RestoreEvidenceActivities.class, Profiles.QUICK, summary);
    }

    private static <T> T stub(Class<T> port, ActivityOptions profile, String summary) {
        return Workflow.newActivityStub(port, Profiles.summarised(profile, summary));
    }
}
