package io.homelab.simulator.talos.api;

import static io.homelab.simulator.talos.api.ResourceViews.map;

import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.Progress;
import io.homelab.simulator.talos.node.StatusReport;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.resources.EtcdMemberSpec;
import io.homelab.simulator.talos.wire.resources.NodeStatusSpec;
import io.homelab.simulator.talos.wire.resources.NodenameSpec;
import java.util.List;

/** Resources about a machine's part in its cluster. */
final class ClusterViews {
    private ClusterViews() {}

    static void make(TalosNode node, String type, ResourceViews out) {
        if (node.config().isEmpty()) {
            return;
        }
        var name = StatusReport.nodeName(node);
        switch (type.substring(0, type.indexOf('.'))) {
            case "EtcdMembers" ->
                node.services().etcd().mine().ifPresent(member -> {
                    var id = "%016x".formatted(member.id());
                    out.add(
                            "local",
                            map("memberID", id),
                            EtcdMemberSpec.newBuilder().setMemberId(id).build());
                });
            case "Nodenames" ->
                out.add(
                        "nodename",
                        map("nodename", name, "hostnameVersion", "1", "skipNodeRegistration", false),
                        NodenameSpec.newBuilder()
                                .setNodename(name)
                                .setHostnameVersion("1")
                                .build());
            case "NodeStatuses" ->
                node.services()
                        .kubernetes()
                        .flatMap(cluster -> cluster.nodeReady(name))
                        .ifPresent(ready -> out.add(
                                name,
                                map("nodename", name, "nodeReady", ready, "unschedulable", false),
                                NodeStatusSpec.newBuilder()
                                        .setNodename(name)
                                        .setNodeReady(ready)
                                        .build()));
            case "StaticPodStatuses" -> {
                if (controlPlaneRuns(node)) {
                    for (var pod : List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler")) {
                        out.add("kube-system/" + pod + "-" + name, map("phase", "Running", "ready", true), null);
                    }
                }
            }
            default -> throw new IllegalStateException("no view of " + type);
        }
    }

    static boolean controlPlaneRuns(TalosNode node) {
        return node.config().map(MachineConfig::controlPlane).orElse(false)
                && node.services().controlPlane() == Progress.UP;
    }
}
