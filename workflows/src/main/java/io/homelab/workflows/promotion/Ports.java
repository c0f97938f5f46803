package io.homelab.workflows.promotion;

import io.homelab.workflows.acceptance.RunAcceptanceActivities;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.wire.Profiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/** Activity stubs of promotions; each call carries the step's title, which the Web UI shows on the event. */
final class Ports {
    private Ports() {}

    static PromotionActivities lab(String summary) {
        return stub(PromotionActivities.class, Profiles.QUICK, summary);
    }

    static ReleaseActivities releases(String summary) {
        return stub(ReleaseActivities.class, Profiles.QUICK, summary);
    }

    /** A halt makes a commit wait for as long as it lasts. */
    static ReleaseActivities commits(String summary) {
        return stub(ReleaseActivities.class, Profiles.DAYS, summary);
    }

    static GitOpsActivities gitOps(String summary) {
        return stub(GitOpsActivities.class, Profiles.WAIT, summary);
    }

    static StabilityActivities stability(String summary) {
        return stub(StabilityActivities.class, Profiles.WATCH, summary);
    }

    static GoAheadActivities goAhead(String summary) {
        return stub(GoAheadActivities.class, Profiles.DAYS, summary);
    }

    static RunAcceptanceActivities acceptance(String summary) {
        return stub(RunAcceptanceActivities.class, Profiles.QUICK, summary);
    }

    static PromotionEvidenceActivities evidence(String summary) {
        return stub(PromotionEvidenceActivities.class, Profiles.QUICK, summary);
    }

    private static <T> T stub(Class<T> port, ActivityOptions profile, String summary) {
        return Workflow.newActivityStub(port, Profiles.summarised(profile, summary));
    }
}
