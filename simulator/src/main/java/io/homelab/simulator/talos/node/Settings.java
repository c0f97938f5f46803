package io.homelab.simulator.talos.node;

import io.homelab.simulator.kubernetes.ClusterSettings;
import io.homelab.simulator.talos.config.MachineConfig;
import java.util.List;

/** What a control plane's configuration says about the cluster's Kubernetes. */
final class Settings {
    private Settings() {}

    static ClusterSettings of(MachineConfig config) {
        var pods = config.texts("cluster.network.podSubnets");
        return new ClusterSettings(
                config.clusterName(),
                config.apiServerVersion(),
                config.endpoint(),
                pods.isEmpty() ? "10.244.0.0/16" : pods.getFirst(),
                config.is("cluster.proxy.disabled", false),
                config.text("cluster.network.cni.name").isEmpty() ? "flannel" : config.text("cluster.network.cni.name"),
                config.is("cluster.coreDNS.disabled", false),
                config.list("cluster.inlineManifests").stream()
                        .map(m -> m.path("contents").asString(""))
                        .toList(),
                List.copyOf(config.texts("cluster.extraManifests")));
    }
}
