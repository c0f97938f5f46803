package io.homelab.workflows.cluster;

import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.NodeRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The operating system of the nodes: maintenance mode, machine configuration, etcd. */
@ActivityInterface
public interface MachineOsActivities {
    /** The cluster's certificate authorities and tokens are in the secret store; made once, never shown. */
    @ActivityMethod(name = "EnsureClusterSecrets")
    Outcome ensureClusterSecrets(ClusterRef cluster);

    /**
     * The secrets of a cluster that somebody else made are in the secret store: read from the machine configuration of its
     * first control plane with the talosconfig in the store. AUTH when that may not read it, CONFIG when it is another
     * cluster's, NOT_OURS when the store holds other secrets already.
     */
    @ActivityMethod(name = "AdoptClusterSecrets")
    Outcome adoptClusterSecrets(ClusterRef cluster);

    /** The node answers: in maintenance mode, or already configured with our secrets. */
    @ActivityMethod(name = "AwaitMachineApi")
    Outcome awaitMachineApi(NodeRef node);

    /** The node has the machine configuration that the lab file says. */
    @ActivityMethod(name = "EnsureMachineConfig")
    Outcome ensureMachineConfig(NodeRef node);

    /** The node has installed to disk, rebooted, and runs with our certificates. */
    @ActivityMethod(name = "AwaitInstalled")
    Outcome awaitInstalled(NodeRef node);

    /** etcd was bootstrapped, exactly once in the cluster's life, on the first control plane. */
    @ActivityMethod(name = "EnsureEtcdBootstrapped")
    Outcome ensureEtcdBootstrapped(ClusterRef cluster);

    /** A kubeconfig that works and a talosconfig are in the secret store. */
    @ActivityMethod(name = "EnsureCredentials")
    Outcome ensureCredentials(ClusterRef cluster);

    /** The cluster's secrets and credentials are gone from the secret store. */
    @ActivityMethod(name = "ForgetClusterSecrets")
    Outcome forgetClusterSecrets(ClusterRef cluster);
}
