package io.homelab.workflows.backup.install;

import io.homelab.workflows.backup.BackupEvidenceActivities;
import io.homelab.workflows.wire.Profiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/** Activity stubs of an installation; each call carries the step's title, which the Web UI shows on the event. */
final class Ports {
    private Ports() {}

    static BackupInstallActivities quick(String summary) {
        return stub(BackupInstallActivities.class, Profiles.QUICK, summary);
    }

    /** Velero starts when its images are there. */
    static BackupInstallActivities waits(String summary) {
        return stub(BackupInstallActivities.class, Profiles.WAIT, summary);
    }

    /** The first backup reads every volume whole. */
    static BackupInstallActivities hours(String summary) {
        return stub(BackupInstallActivities.class, Profiles.HOURS, summary);
    }

    static BackupEvidenceActivities evidence(String summary) {
        return stub(BackupEvidenceActivities.class, Profiles.QUICK, summary);
    }

    private static <T> T stub(Class<T> port, ActivityOptions profile, String summary) {
        return Workflow.newActivityStub(port, Profiles.summarised(profile, summary));
    }
}
