package io.homelab.simulator.proxmox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One method on one path.
 *
 * @param pattern segments; {@code {name}} takes one, {@code {name...}} takes the rest
 * @param alone whether it runs with the state's lock; a call that moves bytes takes it itself, briefly
 */
record Route(String method, List<String> pattern, Schema schema, boolean alone, Handler handler) {
    static Route of(String method, String path, String schema, Handler handler) {
        var pattern = List.of(path.substring(1).split("/"));
        return new Route(method, pattern, Schema.of(names(pattern) + schema), true, handler);
    }

    static Route streaming(String method, String path, String schema, Handler handler) {
        var route = of(method, path, schema, handler);
        return new Route(method, route.pattern, route.schema, false, handler);
    }

    static Route folder(List<String> pattern, Handler handler) {
        return new Route("GET", pattern, Schema.of(names(pattern)), true, handler);
    }

    private static String names(List<String> pattern) {
        var names = new StringBuilder();
        for (var segment : pattern) {
            if (segment.startsWith("{")) {
                var name = name(segment);
                names.append(name).append(name.equals("vmid") ? ":vmid! " : "! ");
            }
        }
        return names.toString();
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - 1).replace("...", "");
    }

    /** The values of the placeholders, when the path is this route's. */
    Optional<Map<String, String>> match(List<String> path) {
        var tail = !pattern.isEmpty() && pattern.getLast().endsWith("...}");
        if (tail ? path.size() < pattern.size() : path.size() != pattern.size()) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < pattern.size(); i++) {
            var wanted = pattern.get(i);
            if (wanted.endsWith("...}")) {
                values.put(name(wanted), String.join("/", path.subList(i, path.size())));
            } else if (wanted.startsWith("{")) {
                values.put(name(wanted), path.get(i));
            } else if (!wanted.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    String operation() {
        return method + " /" + String.join("/", pattern).replace("...", "");
    }

    /** What a call does; the answer is the {@code data}. */
    interface Handler {
        JsonNode handle(ApiCall call);
    }
}
