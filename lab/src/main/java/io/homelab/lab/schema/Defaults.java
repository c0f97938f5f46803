package io.homelab.lab.schema;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills in the defaults that a JSON Schema states, so that each stands in one place only. */
public final class Defaults {
    private final JsonNode root;

    public Defaults(JsonNode root) {
        this.root = root;
    }

    /** Adds every absent key that has a default, at any depth, to the given document. */
    public void fill(ObjectNode document) {
        fill(root, document);
    }

    private void fill(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").forEachEntry((key, property) -> {
                if (!object.has(key)) {
                    defaultOf(property).ifPresent(stated -> object.set(key, stated.deepCopy()));
                }
            });
            object.forEachEntry((key, child) -> {
                var property = schema.path("properties").path(key);
                fill(resolve(property.isMissingNode() ? schema.path("additionalProperties") : property), child);
            });
        } else if (value.isArray()) {
            value.forEach(item -> fill(resolve(schema.path("items")), item));
        }
    }

    private Optional<JsonNode> defaultOf(JsonNode property) {
        return property.path("default")
                .asOptional()
                .or(() -> resolve(property).path("default").asOptional());
    }

    private JsonNode resolve(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : root.at(reference.substring(1));
    }
}
