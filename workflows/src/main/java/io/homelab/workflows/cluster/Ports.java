package io.homelab.workflows.cluster;

import io.homelab.workflows.acceptance.AcceptanceActivities;
import io.homelab.workflows.gitops.GitOpsSetupActivities;
import io.homelab.workflows.hypervisor.HypervisorActivities;
import io.homelab.workflows.topology.LabActivities;
import io.homelab.workflows.wire.Profiles;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;

/** Activity stubs of the cluster workflows; each call carries the step's title, which the Web UI shows on the event. */
final class Ports {
    private Ports() {}

    static LabActivities lab(String summary) {
        return stub(LabActivities.class, Profiles.QUICK, summary);
    }

    static PlanActivities plan(String summary) {
        return stub(PlanActivities.class, Profiles.QUICK, summary);
    }

    static HypervisorActivities hypervisor(String summary) {
        return stub(HypervisorActivities.class, Profiles.WAIT, summary);
    }

    static MachineOsActivities os(String summary) {
        return stub(MachineOsActivities.class, Profiles.WAIT, summary);
    }

    static ClusterActivities cluster(String summary) {
        return stub(ClusterActivities.class, Profiles.WAIT, summary);
    }

    static GitOpsSetupActivities gitOps(String summary) {
        return stub(GitOpsSetupActivities.class, Profiles.WAIT, summary);
    }

    static AcceptanceActivities acceptance(String summary) {
        return stub(AcceptanceActivities.class, Profiles.QUICK, summary);
    }

    static BootstrapEvidenceActivities evidence(String summary) {
        return stub(BootstrapEvidenceActivities.class, Profiles.QUICK, summary);
    }

    private static <T> T stub(Class<T> port, ActivityOptions profile, String summary) {
        return Workflow.newActivityStub(port, Profiles.summarised(profile, summary));
    }
}
