package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an object as the API server tracks them. A path is its elements ({@code f:spec}, {@code k:{…}},
 * {@code v:…}) joined by a character that is in none of them.
 */
final class FieldSets {
    static final String SEPARATOR = "\u0000";
    private static final Set<String> IDENTITY = Set.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "generation",
            "resourceVersion",
            "managedFields",
            "selfLink",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generateName");

    private final ResourceType type;
    private final Map<String, @Nullable JsonNode> leaves = new TreeMap<>();

    private FieldSets(ResourceType type) {
        this.type = type;
    }

    /** Paths with their values; the path of a keyed item itself has none. */
    static Map<String, @Nullable JsonNode> of(ResourceType type, ObjectNode object) {
        var sets = new FieldSets(type);
        for (var entry : object.properties()) {
            var name = entry.getKey();
            if (name.equals("metadata")) {
                for (var meta : entry.getValue().properties()) {
                    if (!IDENTITY.contains(meta.getKey())) {
                        sets.walk(
                                meta.getValue(),
                                "f:metadata" + SEPARATOR + "f:" + meta.getKey(),
                                List.of("metadata", meta.getKey()));
                    }
                }
            } else if (!name.equals("apiVersion") && !name.equals("kind")) {
                sets.walk(entry.getValue(), "f:" + name, List.of(name));
            }
        }
        return sets.leaves;
    }

    private void walk(JsonNode node, String path, List<String> names) {
        if (node.isNull()) {
            return;
        }
        if (node.isObject() && !node.isEmpty()) {
            for (var entry : node.properties()) {
                var deeper = new ArrayList<>(names);
                deeper.add(entry.getKey());
                walk(entry.getValue(), path + SEPARATOR + "f:" + entry.getKey(), deeper);
            }
            return;
        }
        if (!node.isArray()) {
            leaves.put(path, node);
            return;
        }
        switch (ListKinds.of(type, names)) {
            case ListKinds.Keyed(var keys) -> {
                for (var item : node) {
                    var itemPath = path + SEPARATOR + key(item, keys);
                    leaves.put(itemPath, null);
                    walk(item, itemPath, names);
                }
            }
            case ListKinds.Set() -> node.forEach(item -> leaves.put(path + SEPARATOR + "v:" + item, item));
            case ListKinds.Atomic() -> leaves.put(path, node);
        }
    }

    static String key(JsonNode item, List<String> keys) {
        var key = Json.object();
        keys.forEach(name -> {
            if (item.has(name)) {
                key.set(name, item.get(name));
            } else if (name.equals("protocol")) {
                key.put(name, "TCP");
            }
        });
        return "k:" + key;
    }

    /** The paths of a {@code fieldsV1} tree. */
    static Set<String> parse(JsonNode fields) {
        var paths = new TreeSet<String>();
        parse(fields, "", paths);
        return paths;
    }

    private static void parse(JsonNode fields, String path, Set<String> paths) {
        if (fields.isEmpty() && !path.isEmpty()) {
            paths.add(path);
        }
        for (var entry : fields.properties()) {
            if (entry.getKey().equals(".")) {
                paths.add(path);
            } else {
                parse(entry.getValue(), path.isEmpty() ? entry.getKey() : path + SEPARATOR + entry.getKey(), paths);
            }
        }
    }

    /** The {@code fieldsV1} tree of paths. */
    static ObjectNode tree(Set<String> paths) {
        var root = Json.object();
        for (var path : paths) {
            var node = root;
            for (var element : path.split(SEPARATOR, -1)) {
                node = node.path(element).isObject() ? (ObjectNode) node.get(element) : node.putObject(element);
            }
            var prefix = path + SEPARATOR;
            if (paths.stream().anyMatch(other -> other.startsWith(prefix))) {
                node.putObject(".");
            }
        }
        return root;
    }

    /** A path as messages show it: {@code .spec.containers[name="web"].image}. */
    static String shown(String path) {
        var text = new StringBuilder();
        for (var element : path.split(SEPARATOR, -1)) {
            var rest = element.substring(2);
            if (element.startsWith("f:")) {
                text.append('.').append(rest);
            } else if (element.startsWith("v:")) {
                text.append('[').append('=').append(rest).append(']');
            } else {
                var parts = new ArrayList<String>();
                Json.MAPPER.readTree(rest).properties().forEach(e -> parts.add(e.getKey() + "=" + e.getValue()));
                text.append('[').append(String.join(",", parts)).append(']');
            }
        }
        return text.toString();
    }
}
