package io.homelab.simulator.kubernetes.apiserver;

import tools.jackson.databind.node.ObjectNode;

/** The scale subresource. */
final class Scales {
    private Scales() {}

    static ObjectNode of(ObjectNode object) {
        var scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        var meta = scale.putObject("metadata");
        for (var field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            meta.put(field, Json.text(object, "metadata." + field));
        }
        scale.putObject("spec").put("replicas", Json.number(object, "spec.replicas", 0));
        var selector = Json.at(object, "spec.selector.matchLabels").properties().stream()
                .map(e -> e.getKey() + "=" + e.getValue().asString(""))
                .toList();
        scale.putObject("status")
                .put("replicas", Json.number(object, "status.replicas", 0))
                .put("selector", String.join(",", selector));
        return scale;
    }
}
