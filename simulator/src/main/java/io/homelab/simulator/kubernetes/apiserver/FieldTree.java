package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Merges what was applied into an object, and takes single paths out of it. */
final class FieldTree {
    private final ResourceType type;

    FieldTree(ResourceType type) {
        this.type = type;
    }

    ObjectNode merge(ObjectNode live, ObjectNode applied) {
        return (ObjectNode) merge(live, applied, List.of());
    }

    private JsonNode merge(@Nullable JsonNode live, JsonNode applied, List<String> names) {
        if (live == null || live.isNull()) {
            return applied.deepCopy();
        }
        if (live instanceof ObjectNode object && applied.isObject()) {
            var merged = object.deepCopy();
            for (var entry : applied.properties()) {
                var deeper = new ArrayList<>(names);
                deeper.add(entry.getKey());
                merged.set(entry.getKey(), merge(merged.get(entry.getKey()), entry.getValue(), deeper));
            }
            return merged;
        }
        if (live instanceof ArrayNode list && applied.isArray()) {
            return switch (ListKinds.of(type, names)) {
                case ListKinds.Keyed(var keys) -> keyed(list, applied, keys, names);
                case ListKinds.Set() -> union(list, applied);
                case ListKinds.Atomic() -> applied.deepCopy();
            };
        }
        return applied.deepCopy();
    }

    private ArrayNode keyed(ArrayNode live, JsonNode applied, List<String> keys, List<String> names) {
        var merged = live.deepCopy();
        for (var item : applied) {
            var key = FieldSets.key(item, keys);
            var found = -1;
            for (int i = 0; i < merged.size(); i++) {
                if (FieldSets.key(merged.get(i), keys).equals(key)) {
                    found = i;
                }
            }
            if (found < 0) {
                merged.add(item.deepCopy());
            } else {
                merged.set(found, merge(merged.get(found), item, names));
            }
        }
        return merged;
    }

    private static ArrayNode union(ArrayNode live, JsonNode applied) {
        var merged = live.deepCopy();
        for (var item : applied) {
            var there = false;
            for (var present : merged) {
                there |= present.equals(item);
            }
            if (!there) {
                merged.add(item);
            }
        }
        return merged;
    }

    /** Removes what is at a path, and containers that this leaves empty. */
    void remove(ObjectNode object, String path) {
        remove(object, Arrays.asList(path.split(FieldSets.SEPARATOR, -1)));
    }

    private boolean remove(JsonNode node, List<String> path) {
        var element = path.getFirst();
        var rest = path.subList(1, path.size());
        if (node instanceof ObjectNode object && element.startsWith("f:")) {
            var name = element.substring(2);
            var child = object.get(name);
            if (child != null && (rest.isEmpty() || remove(child, rest))) {
                object.remove(name);
            }
            return object.isEmpty();
        }
        if (node instanceof ArrayNode list) {
            for (int i = list.size() - 1; i >= 0; i--) {
                if (is(list.get(i), element)) {
                    if (rest.isEmpty()) {
                        list.remove(i);
                    } else {
                        remove(list.get(i), rest);
                    }
                }
            }
            return list.isEmpty();
        }
        return false;
    }

    private static boolean is(JsonNode item, String element) {
        if (element.startsWith("v:")) {
            return item.toString().equals(element.substring(2));
        }
        for (var key : Json.MAPPER.readTree(element.substring(2)).properties()) {
            var value = item.get(key.getKey());
            if (value == null ? !key.getValue().asString("").equals("TCP") : !value.equals(key.getValue())) {
                return false;
            }
        }
        return true;
    }
}
