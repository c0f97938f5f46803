package io.homelab.simulator.talos.api;

import io.homelab.simulator.talos.node.StatusReport;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.Container;
import io.homelab.simulator.talos.wire.ContainerDriver;
import io.homelab.simulator.talos.wire.ContainerInfo;
import io.homelab.simulator.talos.wire.ContainersRequest;
import io.homelab.simulator.talos.wire.ContainersResponse;
import java.util.List;

/** Containers by name: Talos' own services, or the static pods of a control plane. */
final class ContainerCalls {
    private static final List<String> SERVICES = List.of("apid", "trustd", "etcd", "kubelet");
    private static final List<String> PODS = List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler");
    private static final int FIRST_PID = 1700;

    private ContainerCalls() {}

    static ContainersResponse list(TalosNode node, ContainersRequest request) {
        var all = Container.newBuilder();
        if (request.getDriver() == ContainerDriver.CRI) {
            pods(node, all);
        } else {
            var states = ServiceStates.of(node);
            SERVICES.stream()
                    .filter(id ->
                            states.containsKey(id) && states.get(id).name().equals("Running"))
                    .forEach(id -> all.addContainers(ContainerInfo.newBuilder()
                            .setNamespace("system")
                            .setId(id)
                            .setName(id)
                            .setPid(FIRST_PID + SERVICES.indexOf(id))
                            .setStatus("RUNNING")));
        }
        return ContainersResponse.newBuilder().addMessages(all).build();
    }

    private static void pods(TalosNode node, Container.Builder all) {
        if (!ClusterViews.controlPlaneRuns(node)) {
            return;
        }
        for (var pod : PODS) {
            var id = "kube-system/" + pod + "-" + StatusReport.nodeName(node);
            all.addContainers(ContainerInfo.newBuilder()
                    .setNamespace("k8s.io")
                    .setId(id)
                    .setPodId(id)
                    .setName(id)
                    .setImage("registry.k8s.io/pause:3.10")
                    .setStatus("SANDBOX_READY"));
            all.addContainers(ContainerInfo.newBuilder()
                    .setNamespace("k8s.io")
                    .setId(id + ":" + pod)
                    .setPodId(id)
                    .setName(pod)
                    .setImage("registry.k8s.io/" + pod)
                    .setPid(FIRST_PID + 100 + PODS.indexOf(pod))
                    .setStatus("CONTAINER_RUNNING"));
        }
    }
}
