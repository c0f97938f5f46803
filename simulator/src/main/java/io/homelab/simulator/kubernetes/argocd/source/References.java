package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Names by which resources speak of each other follow when kustomize renames one. */
final class References {
    /** A field that holds a name, by what it is in, and the kind that it names. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("configMap.name", "ConfigMap"),
            Map.entry("configMapRef.name", "ConfigMap"),
            Map.entry("configMapKeyRef.name", "ConfigMap"),
            Map.entry("secret.secretName", "Secret"),
            Map.entry("secret.name", "Secret"),
            Map.entry("secretRef.name", "Secret"),
            Map.entry("secretKeyRef.name", "Secret"),
            Map.entry("imagePullSecrets.name", "Secret"),
            Map.entry("tls.secretName", "Secret"),
            Map.entry("spec.serviceAccountName", "ServiceAccount"),
            Map.entry("persistentVolumeClaim.claimName", "PersistentVolumeClaim"),
            Map.entry("spec.serviceName", "Service"),
            Map.entry("service.name", "Service"));

    private References() {}

    static void follow(List<Item> items) {
        for (var item : items) {
            walk(items, item.object(), "");
            typed(items, item.object().path("roleRef"));
            item.object().path("subjects").forEach(subject -> typed(items, subject));
            typed(items, Json.at(item.object(), "spec.scaleTargetRef"));
        }
    }

    private static void walk(List<Item> items, JsonNode node, String in) {
        for (var property : node.properties()) {
            var kind = FIELDS.get(in + "." + property.getKey());
            if (kind != null && property.getValue().isString()) {
                renamed(items, kind, property.getValue().asString(""), (ObjectNode) node, property.getKey());
            }
            walk(items, property.getValue(), property.getKey());
        }
        if (node.isArray()) {
            node.forEach(item -> walk(items, item, in));
        }
    }

    private static void typed(List<Item> items, JsonNode reference) {
        if (reference instanceof ObjectNode object) {
            renamed(items, Json.text(object, "kind"), Json.text(object, "name"), object, "name");
        }
    }

    private static void renamed(List<Item> items, String kind, String name, ObjectNode at, String field) {
        items.stream()
                .filter(item -> item.kind().equals(kind) && item.everNamed(name))
                .findFirst()
                .ifPresent(item -> at.put(field, item.name()));
    }
}
