package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Kustomize puts the items of a patch before those that were there; the API server puts them behind. */
final class PatchOrder {
    private static final List<String> KEYS =
            List.of("name", "mountPath", "devicePath", "containerPort", "port", "key", "ip");

    private PatchOrder() {}

    static void follow(JsonNode target, JsonNode patch) {
        if (patch.isObject()) {
            patch.properties().forEach(entry -> follow(target.path(entry.getKey()), entry.getValue()));
        } else if (target instanceof ArrayNode items && patch.isArray()) {
            order(items, patch);
        }
    }

    private static void order(ArrayNode items, JsonNode patch) {
        var first = new ArrayList<JsonNode>();
        for (var wanted : patch) {
            item(items, wanted).ifPresent(item -> {
                follow(item, wanted);
                first.add(item);
            });
        }
        var rest = new ArrayList<JsonNode>();
        items.forEach(item -> {
            if (first.stream().noneMatch(one -> one == item)) {
                rest.add(item);
            }
        });
        items.removeAll();
        items.addAll(first).addAll(rest);
    }

    private static Optional<JsonNode> item(ArrayNode items, JsonNode wanted) {
        return KEYS.stream().filter(wanted::has).findFirst().flatMap(key -> items.valueStream()
                .filter(item -> Json.text(item, key).equals(Json.text(wanted, key)))
                .findFirst());
    }
}
