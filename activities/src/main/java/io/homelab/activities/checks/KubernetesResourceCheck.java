package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.kubernetes.ClusterReader;
import io.homelab.lab.definition.GitOps;
import io.homelab.lab.definition.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                "declaredNodes", ListType.create(SimpleType.STRING),
                "repository", SimpleType.STRING);
    }

    /** The target's {@code with} names more objects of the same version and namespace, as {@code Kind/name} with spaces between. */
    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var objects = new ArrayList<>(
                read(subject, target, target.getOrDefault("kind", ""), target.getOrDefault("name", "*")));
        for (var more : target.getOrDefault("with", "").split(" ", -1)) {
            if (!more.isEmpty()) {
                var slash = more.indexOf('/');
                objects.addAll(read(subject, target, more.substring(0, slash), more.substring(slash + 1)));
            }
        }
        return new Reading.Values(
                Map.of("objects", objects, "declaredNodes", declared(subject), "repository", repository(subject)));
    }

    private List<Map<String, Object>> read(Subject subject, Map<String, String> target, String kind, String name) {
        var selection = new ClusterReader.Selection(
                target.getOrDefault("apiVersion", "v1"), kind, target.get("namespace"), name);
        return clusters.read(subject.ref(), selection).stream()
                .map(json -> PlainValues.map(JSON.readTree(json)))
                .toList();
    }

    private static String repository(Subject subject) {
        return Optional.ofNullable(subject.lab().lab().gitops())
                .map(GitOps::repository)
                .map(Object::toString)
                .orElse("");
    }

    private static List<String> declared(Subject subject) {
        return subject.nodes().stream().map(Node::name).toList();
    }
}
