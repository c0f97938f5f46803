package io.homelab.simulator.talos.api;

import io.homelab.simulator.kubernetes.ClusterHealth;
import io.homelab.simulator.kubernetes.KubernetesCluster;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.Progress;
import io.homelab.simulator.talos.node.Stage;
import io.homelab.simulator.talos.node.StatusReport;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.HealthCheckRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The checks of a cluster's health, in Talos' order and words. */
final class HealthChecks {
    private HealthChecks() {}

    /** One check: empty when all is well, else the reason. */
    record Check(String name, Function<TalosNode, String> judge) {
        String complaint(TalosNode node) {
            return judge.apply(node);
        }
    }

    static List<Check> all(HealthCheckRequest request) {
        var info = request.getClusterInfo();
        var expected = Stream.concat(info.getControlPlaneNodesList().stream(), info.getWorkerNodesList().stream())
                .toList();
        return List.of(
                new Check("etcd to be healthy", HealthChecks::etcd),
                new Check("etcd members to be consistent across nodes", HealthChecks::consistent),
                new Check("etcd members to be control plane nodes", HealthChecks::membership),
                new Check("apid to be ready", node -> missing(node, expected)),
                new Check("all nodes memory sizes", node -> ""),
                new Check("all nodes disk sizes", node -> ""),
                new Check("no diagnostics", node -> ""),
                new Check("kubelet to be healthy", HealthChecks::kubelet),
                new Check("all nodes to finish boot sequence", HealthChecks::booted),
                new Check("all k8s nodes to report", node -> nodes(node, ClusterHealth::missingNodes)),
                new Check("all control plane static pods to be running", HealthChecks::staticPods),
                new Check("all control plane components to be ready", HealthChecks::staticPods),
                new Check("all k8s nodes to report ready", node -> nodes(node, ClusterHealth::unreadyNodes)),
                new Check("kube-proxy to report ready", node -> whole(node, ClusterHealth::kubeProxy)),
                new Check("coredns to report ready", node -> whole(node, ClusterHealth::coreDns)),
                new Check("all k8s nodes to report schedulable", node -> nodes(node, ClusterHealth::cordonedNodes)));
    }

    static List<String> discovered(TalosNode node, HealthCheckRequest request) {
        var info = request.getClusterInfo();
        var given = Stream.concat(info.getControlPlaneNodesList().stream(), info.getWorkerNodesList().stream())
                .toList();
        return given.isEmpty()
                ? peers(node)
                        .map(peer -> peer.address().orElseThrow().getHostAddress())
                        .toList()
                : given;
    }

    private static Stream<TalosNode> peers(TalosNode node) {
        return node.site().cluster(node.clusterId()).stream();
    }

    private static Stream<TalosNode> controlPlanes(TalosNode node) {
        return peers(node)
                .filter(peer -> peer.config().map(MachineConfig::controlPlane).orElse(false));
    }

    private static String first(Stream<TalosNode> nodes, Function<TalosNode, String> judge) {
        return nodes.map(judge).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    private static String etcd(TalosNode node) {
        return first(
                controlPlanes(node),
                peer -> peer.services().etcd().progress() == Progress.UP
                        ? ""
                        : "1 error occurred:\n\t* " + peer.hostname()
                                + ": service \"etcd\" not in expected state \"Running\": current state [Preparing]");
    }

    private static String consistent(TalosNode node) {
        var clusters = controlPlanes(node)
                .map(peer -> peer.services().etcd().cluster())
                .distinct()
                .count();
        return clusters == 1 ? "" : "etcd member ids are not consistent across nodes";
    }

    private static String membership(TalosNode node) {
        var names = controlPlanes(node).map(TalosNode::hostname).toList();
        return node.services().etcd().state().stream()
                .flatMap(cluster -> cluster.members().stream())
                .filter(member -> !names.contains(member.hostname()))
                .map(member -> "etcd member " + member.hostname() + " is not a control plane node")
                .findFirst()
                .orElse("");
    }

    private static String missing(TalosNode node, List<String> expected) {
        return expected.stream()
                .filter(name -> node.site().find(name).isEmpty())
                .map(name -> "rpc error: code = Unavailable desc = " + name + " does not answer")
                .findFirst()
                .orElse("");
    }

    private static String kubelet(TalosNode node) {
        return first(
                peers(node),
                peer -> peer.services().system() == Progress.UP
                        ? ""
                        : peer.hostname() + ": service \"kubelet\" not in expected state \"Running\"");
    }

    private static String booted(TalosNode node) {
        return first(
                peers(node), peer -> peer.stage() == Stage.RUNNING ? "" : peer.hostname() + ": not in running stage");
    }

    private static String staticPods(TalosNode node) {
        return first(
                controlPlanes(node),
                peer -> peer.services().controlPlane() == Progress.UP
                        ? ""
                        : "missing static pods on node " + peer.hostname() + ": [kube-system/kube-apiserver]");
    }

    private static String nodes(
            TalosNode node, java.util.function.BiFunction<ClusterHealth, List<String>, String> judge) {
        var names = peers(node).map(StatusReport::nodeName).toList();
        return whole(node, health -> judge.apply(health, names));
    }

    private static String whole(TalosNode node, Function<ClusterHealth, String> judge) {
        Optional<KubernetesCluster> cluster = node.services().kubernetes();
        return cluster.map(KubernetesCluster::health).map(judge).orElse("can't reach the Kubernetes API");
    }
}
