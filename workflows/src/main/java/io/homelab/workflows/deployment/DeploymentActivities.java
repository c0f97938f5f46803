package io.homelab.workflows.deployment;

import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** What a deployment is about: the lab file's part of it, and Git's. */
@ActivityInterface
public interface DeploymentActivities {
    /**
     * Takes a snapshot of the lab file and says what a run needs of it; CONFIG when the cluster reads no Git repository, or
     * when promotions go to it: then it has to be promoted to.
     */
    @ActivityMethod(name = "ReadDeployment")
    DeploymentSpec read(DeploymentRequest request);

    /**
     * What a push means to the cluster. CONFIG when a revision or the cluster's directory is unknown, AUTH when the repository
     * refuses us, TRANSIENT when it cannot be reached.
     */
    @ActivityMethod(name = "ResolvePush")
    Push resolve(PushRequest request);

    /** @see DeploymentRequest what the revisions mean */
    record PushRequest(
            ClusterRef cluster,
            @Nullable String revision,
            @Nullable String since) {}
}
