package io.homelab.workflows.gitops;

import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Points the ArgoCD of a cluster at the lab's Git repository. */
@ActivityInterface
public interface GitOpsSetupActivities {
    /**
     * Gives ArgoCD its account, the cluster's labels and the root application, and waits until it has read the repository.
     * CONFIG when ArgoCD is not installed, or when the root application is another than the lab file says.
     */
    @ActivityMethod(name = "EnsureGitOps")
    Outcome ensureGitOps(ClusterRef cluster);
}
