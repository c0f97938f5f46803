package io.homelab.simulator.kubernetes.apiserver;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How lists merge: by keys, as sets, or as one value. */
sealed interface ListKinds {
    /** Items with the same values of these keys are one item. */
    record Keyed(List<String> keys) implements ListKinds {}

    record Set() implements ListKinds {}

    record Atomic() implements ListKinds {}

    /** The usual lists of built-in kinds by their field's name; a name means the same everywhere, but for ports. */
    Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("conditions", List.of("type")),
            Map.entry("ownerReferences", List.of("uid")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("addresses", List.of("type")),
            Map.entry("secrets", List.of("name")),
            Map.entry("webhooks", List.of("name")),
            Map.entry("podIPs", List.of("ip")),
            Map.entry("matchConditions", List.of("name")),
            Map.entry("resourceClaims", List.of("name")));

    /** The kind of the list at a path of field names. */
    static ListKinds of(ResourceType type, List<String> path) {
        var schema = type.schema();
        if (schema != null && (path.isEmpty() || !path.getFirst().equals("metadata"))) {
            return bySchema(schema, path);
        }
        var field = path.getLast();
        if (field.equals("finalizers")) {
            return new Set();
        }
        if (field.equals("ports")) {
            var container = path.stream().anyMatch(name -> name.endsWith("ontainers"));
            var service = type.kind().equals("Service");
            return container
                    ? new Keyed(List.of("containerPort", "protocol"))
                    : service ? new Keyed(List.of("port", "protocol")) : new Atomic();
        }
        var keys = KEYS.get(field);
        var slices = type.kind().startsWith("Endpoint") && field.equals("addresses");
        return keys == null || slices ? new Atomic() : new Keyed(keys);
    }

    private static ListKinds bySchema(JsonNode root, List<String> path) {
        @Nullable JsonNode schema = root;
        for (var name : path) {
            while (schema.path("type").asString("").equals("array")) {
                schema = schema.path("items");
            }
            var property = schema.path("properties").path(name);
            schema = property.isMissingNode() ? schema.path("additionalProperties") : property;
        }
        return switch (schema.path("x-kubernetes-list-type").asString("atomic")) {
            case "map" -> new Keyed(Json.texts(schema.path("x-kubernetes-list-map-keys")));
            case "set" -> new Set();
            default -> new Atomic();
        };
    }
}
