package io.homelab.simulator.talos.node;

import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.talos.config.MachineConfig;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a machine's kubelet tells Kubernetes about it. */
final class KubeletMachines {
    private KubeletMachines() {}

    static KubeletMachine of(TalosNode node, MachineConfig config, boolean apiServer, List<String> apiHosts) {
        return new KubeletMachine(
                node.hostname().split("\\.", -1)[0],
                node.address().orElseThrow().getHostAddress(),
                config.controlPlane(),
                config.controlPlane()
                        && !config.is("cluster.allowSchedulingOnControlPlanes", false)
                        && !config.is("cluster.allowSchedulingOnMasters", false),
                apiServer,
                "Talos (" + node.image().version() + ")",
                config.kubeletVersion(),
                node.hardware().cores(),
                node.hardware().memoryMiB(),
                node.hardware().uuid(),
                node.bootId(),
                node.image().architecture(),
                pairs(config.at("machine.nodeLabels")),
                pairs(config.at("machine.nodeTaints")),
                apiHosts);
    }

    private static TreeMap<String, String> pairs(JsonNode map) {
        var pairs = new TreeMap<String, String>();
        map.properties()
                .forEach(entry -> pairs.put(entry.getKey(), entry.getValue().asString("")));
        return pairs;
    }
}
