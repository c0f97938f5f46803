package io.homelab.simulator.kubernetes;

import java.util.List;

/**
 * What the bootstrap of a cluster decides about its Kubernetes.
 *
 * @param version such as {@code v1.32.3}
 * @param endpoint the URL that clients use
 * @param cni the network that the bootstrap installs; {@code none} for nothing
 * @param inlineManifests YAML that the bootstrap applies
 * @param extraManifests addresses of YAML; nothing fetches them here
 */
public record ClusterSettings(
        String name,
        String version,
        String endpoint,
        String podSubnet,
        boolean proxyDisabled,
        String cni,
        boolean coreDnsDisabled,
        List<String> inlineManifests,
        List<String> extraManifests) {
    public ClusterSettings {
        inlineManifests = List.copyOf(inlineManifests);
        extraManifests = List.copyOf(extraManifests);
    }
}
