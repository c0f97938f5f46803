package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code images} of a kustomization: other names, tags or digests, wherever containers are. */
final class Images {
    private Images() {}

    static void change(JsonNode node, JsonNode image) {
        for (var property : node.properties()) {
            if (property.getKey().matches("(initC|c)ontainers") && property.getValue() instanceof ArrayNode list) {
                for (var container : list) {
                    if (container instanceof ObjectNode object && object.has("image")) {
                        object.put("image", changed(Json.text(object, "image"), image));
                    }
                }
            }
            change(property.getValue(), image);
        }
        if (node.isArray()) {
            node.forEach(item -> change(item, image));
        }
    }

    private static String changed(String given, JsonNode image) {
        var digest = given.indexOf('@');
        var withTag = digest < 0 ? given : given.substring(0, digest);
        var colon = withTag.lastIndexOf(':');
        var tagged = colon > withTag.lastIndexOf('/');
        var name = tagged ? withTag.substring(0, colon) : withTag;
        if (!name.equals(Json.text(image, "name"))) {
            return given;
        }
        var rest = given.substring(name.length());
        if (!Json.text(image, "newTag").isEmpty()) {
            rest = ":" + Json.text(image, "newTag");
        }
        if (!Json.text(image, "digest").isEmpty()) {
            rest = "@" + Json.text(image, "digest");
        }
        var newName = Json.text(image, "newName");
        return (newName.isEmpty() ? name : newName) + rest;
    }
}
