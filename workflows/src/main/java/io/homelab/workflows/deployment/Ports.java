package io.homelab.workflows.deployment;

import io.homelab.workflows.acceptance.RunAcceptanceActivities;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.wire.Profiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/** Activity stubs of deployments; each call carries the step's title, which the Web UI shows on the event. */
final class Ports {
    private Ports() {}

    static DeploymentActivities deployment(String summary) {
        return stub(DeploymentActivities.class, Profiles.QUICK, summary);
    }

    /** A look. */
    static GitOpsActivities applications(String summary) {
        return stub(GitOpsActivities.class, Profiles.QUICK, summary);
    }

    /** Waits. */
    static GitOpsActivities gitOps(String summary) {
        return stub(GitOpsActivities.class, Profiles.WAIT, summary);
    }

    static RunAcceptanceActivities acceptance(String summary) {
        return stub(RunAcceptanceActivities.class, Profiles.QUICK, summary);
    }

    static NoticeActivities notices(String summary) {
        return stub(NoticeActivities.class, Profiles.BRIEF, summary);
    }

    static DeploymentReporting reporting(String summary) {
        return stub(DeploymentReporting.class, Profiles.BRIEF, summary);
    }

    private static <T> T stub(Class<T> port, ActivityOptions profile, String summary) {
        return Workflow.newActivityStub(port, Profiles.summarised(profile, summary));
    }
}
