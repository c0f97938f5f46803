package io.homelab.workflows.deployment;

import io.homelab.workflows.topology.ClusterRef;

/** What a run needs to know of a deployment; everything else is read by activities from the snapshot. */
public record DeploymentSpec(ClusterRef cluster, String lab, boolean simulated) {}
