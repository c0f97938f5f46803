package io.homelab.workflows.deployment;

/** How a deployment ended. */
public enum DeploymentOutcome {
    /** The cluster runs exactly what the commit has, and it is healthy. */
    DEPLOYED,
    /** The commit changes nothing of the cluster: nothing was waited for. */
    NO_CHANGES,
    /** The cluster is healthy, with newer commits that have taken the place of this one. */
    SUPERSEDED,
    /** An application does not take it well, or did not come to it in time. */
    FAILED
}
