package io.homelab.simulator.kubernetes;

import java.util.List;
import java.util.Map;

/**
 * A machine whose kubelet runs and reaches the API.
 *
 * @param tainted whether a control plane takes no other pods
 * @param apiServer whether its own static pods run
 * @param apiHosts {@code host:port} where its host network finds the API without kube-proxy
 */
public record KubeletMachine(
        String name,
        String address,
        boolean controlPlane,
        boolean tainted,
        boolean apiServer,
        String osImage,
        String kubeletVersion,
        int cores,
        long memoryMiB,
        String uuid,
        String bootId,
        String architecture,
        Map<String, String> labels,
        Map<String, String> taints,
        List<String> apiHosts) {
    public KubeletMachine {
        labels = Map.copyOf(labels);
        taints = Map.copyOf(taints);
        apiHosts = List.copyOf(apiHosts);
    }
}
