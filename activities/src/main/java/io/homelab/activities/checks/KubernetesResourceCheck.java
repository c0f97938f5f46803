package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.kubernetes.ClusterReader;
import io.homelab.lab.definition.Node;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Reads objects of a cluster, whole, so that a criterion may ask for any field. */
final class KubernetesResourceCheck implements Check {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ClusterReader clusters;

    KubernetesResourceCheck(ClusterReader clusters) {
        this.clusters = clusters;
    }

    @Override
    public String kind() {
        return "kubernetes-resource";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of(
                "objects", ListType.create(SimpleType.DYN),
                "declaredNodes", ListType.create(SimpleType.STRING));
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var selection = new ClusterReader.Selection(
                target.getOrDefault("apiVersion", "v1"),
                target.getOrDefault("kind", ""),
                target.get("namespace"),
                target.getOrDefault("name", "*"));
        var objects = clusters.read(subject.ref(), selection).stream()
                .map(json -> PlainValues.map(JSON.readTree(json)))
                .toList();
        return new Reading.Values(Map.of("objects", objects, "declaredNodes", declared(subject)));
    }

    private static List<String> declared(Subject subject) {
        return subject.nodes().stream().map(Node::name).toList();
    }
}
