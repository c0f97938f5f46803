package io.homelab.lab.rules;

import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster's endpoint is known, has a usable port, and is not a worker. */
final class EndpointRule implements Rule {
    // Talos' own API and trustd.
    private static final Set<Integer> TALOS_PORTS = Set.of(50000, 50001);

    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        view.lab().clusters().forEach((name, cluster) -> problem(cluster)
                .ifPresent(message -> findings.add(Finding.error(LabView.path(name) + ".endpoint", message))));
        return findings;
    }

    private static Optional<String> problem(Cluster cluster) {
        var endpoint = cluster.endpoint();
        if (endpoint.host().isEmpty()) {
            return Optional.of("is required: there is no VIP, and not exactly one control plane with a static address");
        }
        if (endpoint.port() < 1 || endpoint.port() > 65535) {
            return Optional.of("port " + endpoint.port() + " does not exist");
        }
        if (TALOS_PORTS.contains(endpoint.port())) {
            return Optional.of("port " + endpoint.port() + " belongs to Talos");
        }
        return cluster.nodes(NodeRole.WORKER).stream()
                .filter(node -> node.ip().filter(endpoint.host()::equals).isPresent())
                .findFirst()
                .map(node -> endpoint.host() + " is the worker " + node.name() + ", which has no Kubernetes API");
    }
}
