package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.kubernetes.ClusterReader;
import java.net.URI;
import java.util.Map;

/**
 * Asks an address by HTTP. So far that is a cluster's own API server, at the endpoint of its kubeconfig and with its client
 * certificate; addresses behind a gateway come with the applications.
 */
final class HttpProbeCheck implements Check {
    private final ClusterReader clusters;

    HttpProbeCheck(ClusterReader clusters) {
        this.clusters = clusters;
    }

    @Override
    public String kind() {
        return "http-probe";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of("url", SimpleType.STRING, "status", SimpleType.INT, "body", SimpleType.STRING);
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        // The host is a placeholder; what it stands for is in the kubeconfig.
        var path = URI.create(target.getOrDefault("url", "").replaceAll("\\$\\{[^}]*}", "placeholder"))
                .getPath();
        var answer = clusters.get(subject.ref(), path);
        return new Reading.Values(Map.of("url", answer.url(), "status", (long) answer.status(), "body", answer.body()));
    }
}
