package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The clusters that Argo CD knows by its secrets; its own one even without. */
final class Clusters {
    private Clusters() {}

    /** @param secret whether a secret speaks of it, so that selectors can find it */
    record Cluster(
            String name,
            String server,
            String project,
            Map<String, String> labels,
            Map<String, String> annotations,
            boolean secret) {}

    static List<Cluster> of(Api api) {
        var clusters = new ArrayList<Cluster>();
        for (var secret : api.list("secrets", Names.NAMESPACE)) {
            var labels = texts(secret.path("metadata").path("labels"));
            if ("cluster".equals(labels.get(Names.SECRET_TYPE))) {
                clusters.add(new Cluster(
                        Sources.value(secret, "name"),
                        Sources.value(secret, "server"),
                        Sources.value(secret, "project"),
                        labels,
                        texts(secret.path("metadata").path("annotations")),
                        true));
            }
        }
        if (clusters.stream().noneMatch(cluster -> cluster.server().equals(Names.IN_CLUSTER))) {
            clusters.addFirst(new Cluster("in-cluster", Names.IN_CLUSTER, "", Map.of(), Map.of(), false));
        }
        return clusters;
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new TreeMap<String, String>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }

    /** Whether labels fit a Kubernetes label selector. */
    static boolean selected(JsonNode selector, Map<String, String> labels) {
        for (var wanted : selector.path("matchLabels").properties()) {
            if (!wanted.getValue().asString("").equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        for (var expression : selector.path("matchExpressions")) {
            var value = labels.get(Json.text(expression, "key"));
            var values = Json.texts(expression.path("values"));
            var fits =
                    switch (Json.text(expression, "operator")) {
                        case "In" -> value != null && values.contains(value);
                        case "NotIn" -> value == null || !values.contains(value);
                        case "Exists" -> value != null;
                        case "DoesNotExist" -> value == null;
                        default -> false;
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
