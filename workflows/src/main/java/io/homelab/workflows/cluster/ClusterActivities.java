package io.homelab.workflows.cluster;

import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The Kubernetes side of a new cluster. */
@ActivityInterface
public interface ClusterActivities {
    /** The Kubernetes API answers /readyz. */
    @ActivityMethod(name = "AwaitKubernetesApi")
    Outcome awaitApi(ClusterRef cluster);

    /** The add-on's manifests are applied as the lab file and its values say. */
    @ActivityMethod(name = "EnsureAddon")
    Outcome ensureAddon(AddonRequest request);

    /** Every node of the lab file is registered and Ready, and no other is. */
    @ActivityMethod(name = "AwaitNodesReady")
    Outcome awaitNodesReady(ClusterRef cluster);

    /** One add-on by its name in the lab file. */
    record AddonRequest(ClusterRef cluster, String addon) {}
}
