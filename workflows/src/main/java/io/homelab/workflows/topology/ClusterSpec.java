package io.homelab.workflows.topology;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs to know of a cluster; everything else is read by activities from the snapshot.
 *
 * @param ref the cluster and the snapshot that this was made from
 * @param lab the lab's name
 * @param epic the epic of the requirements that this cluster is, such as {@code 1.2}
 * @param simulated whether the lab is a simulated one: evidence then says rehearsed
 * @param endpoint where the Kubernetes API is reached, host:port
 * @param protectedFromDestroy whether a destroy needs the name typed
 * @param nodes in the order of the lab file
 * @param addons what is installed before nodes can be Ready, in order
 * @param gitops whether ArgoCD then follows the lab's Git repository; null in older histories
 */
public record ClusterSpec(
        ClusterRef ref,
        String lab,
        String epic,
        boolean simulated,
        String endpoint,
        String talosVersion,
        String kubernetesVersion,
        boolean protectedFromDestroy,
        List<NodeSpec> nodes,
        List<String> addons,
        @Nullable Boolean gitops) {
    public ClusterSpec {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        addons = addons == null ? List.of() : List.copyOf(addons);
    }

    /** Whether ArgoCD follows the lab's Git repository. */
    public boolean followsGit() {
        return Boolean.TRUE.equals(gitops);
    }

    /** The control plane on which etcd is bootstrapped: the first of the lab file. */
    public NodeSpec firstControlPlane() {
        return nodes.stream().filter(NodeSpec::controlPlane).findFirst().orElseThrow();
    }

    /** The node of that name. */
    public Optional<NodeSpec> node(String name) {
        return nodes.stream().filter(n -> n.name().equals(name)).findFirst();
    }
}
