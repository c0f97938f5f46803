package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7386) and Kubernetes' strategic variant of it. */
final class Patches {
    private Patches() {}

    static ObjectNode merge(ObjectNode target, ObjectNode patch) {
        for (var entry : patch.properties()) {
            var name = entry.getKey();
            var value = entry.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode object) {
                var into = target.path(name).isObject() ? (ObjectNode) target.get(name) : target.putObject(name);
                merge(into, object);
            } else {
                target.set(name, value.deepCopy());
            }
        }
        return target;
    }

    static ObjectNode strategic(ResourceType type, ObjectNode target, ObjectNode patch) {
        return strategic(type, target, patch, List.of());
    }

    private static ObjectNode strategic(ResourceType type, ObjectNode target, ObjectNode patch, List<String> names) {
        if (patch.path("$patch").asString("").equals("replace")) {
            var replaced = patch.deepCopy();
            replaced.remove("$patch");
            return replaced;
        }
        for (var entry : patch.properties()) {
            var name = entry.getKey();
            var value = entry.getValue();
            if (name.startsWith("$setElementOrder/") || name.equals("$retainKeys") || name.equals("$patch")) {
                continue;
            }
            if (name.startsWith("$deleteFromPrimitiveList/")) {
                deleteFrom(target, name.substring("$deleteFromPrimitiveList/".length()), value);
                continue;
            }
            var deeper = new ArrayList<>(names);
            deeper.add(name);
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode object) {
                var into = target.path(name).isObject() ? (ObjectNode) target.get(name) : Json.object();
                target.set(name, strategic(type, into, object, deeper));
            } else if (value instanceof ArrayNode list) {
                target.set(name, list(type, target.path(name), list, deeper));
            } else {
                target.set(name, value);
            }
        }
        return target;
    }

    private static void deleteFrom(ObjectNode target, String name, JsonNode values) {
        if (target.get(name) instanceof ArrayNode list) {
            for (int i = list.size() - 1; i >= 0; i--) {
                for (var value : values) {
                    if (i < list.size() && list.get(i).equals(value)) {
                        list.remove(i);
                    }
                }
            }
        }
    }

    private static ArrayNode list(ResourceType type, JsonNode live, ArrayNode patch, List<String> names) {
        if (!live.isArray()) {
            var fresh = Json.array();
            patch.forEach(item -> {
                if (!item.path("$patch").asString("").equals("delete")) {
                    fresh.add(item.deepCopy());
                }
            });
            return fresh;
        }
        return switch (kind(type, names)) {
            case ListKinds.Keyed(var keys) -> keyed(type, (ArrayNode) live, patch, keys, names);
            case ListKinds.Set() -> {
                var union = (ArrayNode) live.deepCopy();
                patch.forEach(item -> {
                    if (!Json.texts(union).contains(item.asString(""))) {
                        union.add(item);
                    }
                });
                yield union;
            }
            case ListKinds.Atomic() -> patch.deepCopy();
        };
    }

    /** Strategic merge has its own, older keys for some lists. */
    private static ListKinds kind(ResourceType type, List<String> names) {
        return switch (names.getLast()) {
            case "taints" -> new ListKinds.Keyed(List.of("key"));
            case "ports" ->
                type.kind().equals("Service")
                        ? new ListKinds.Keyed(List.of("port"))
                        : new ListKinds.Keyed(List.of("containerPort"));
            default -> ListKinds.of(type, names);
        };
    }

    private static ArrayNode keyed(
            ResourceType type, ArrayNode live, ArrayNode patch, List<String> keys, List<String> names) {
        var merged = live.deepCopy();
        for (var item : patch) {
            if (item.path("$patch").asString("").equals("replace")) {
                merged.removeAll();
                continue;
            }
            var key = FieldSets.key(item, keys);
            var at = -1;
            for (int i = 0; i < merged.size(); i++) {
                if (FieldSets.key(merged.get(i), keys).equals(key)) {
                    at = i;
                }
            }
            if (item.path("$patch").asString("").equals("delete")) {
                if (at >= 0) {
                    merged.remove(at);
                }
            } else if (at < 0) {
                merged.add(item.deepCopy());
            } else {
                merged.set(at, strategic(type, (ObjectNode) merged.get(at), (ObjectNode) item, names));
            }
        }
        return merged;
    }
}
