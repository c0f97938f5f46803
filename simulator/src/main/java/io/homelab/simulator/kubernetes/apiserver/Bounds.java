package io.homelab.simulator.kubernetes.apiserver;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a schema says of the size of a value. */
final class Bounds {
    private Bounds() {}

    /** What is wrong with the value, as the API server says it. */
    static Optional<String> broken(JsonNode schema, JsonNode value, String path) {
        if (value.isNumber()) {
            return number(schema, value, path);
        }
        if (value.isString()) {
            var length = value.asString("").codePointCount(0, value.asString("").length());
            return size(
                    schema, "minLength", "maxLength", length, value, path + " in body should be at %s %d chars long");
        }
        if (value.isArray()) {
            return size(
                    schema, "minItems", "maxItems", value.size(), value, path + " in body should have at %s %d items");
        }
        return value.isObject()
                ? size(
                        schema,
                        "minProperties",
                        "maxProperties",
                        value.size(),
                        value,
                        path + " in body should have at %s %d properties")
                : Optional.empty();
    }

    private static Optional<String> number(JsonNode schema, JsonNode value, String path) {
        var given = value.decimalValue();
        if (schema.path("minimum").isNumber()) {
            var order = given.compareTo(schema.path("minimum").decimalValue());
            var strict = schema.path("exclusiveMinimum").asBoolean(false);
            if (order < 0 || strict && order == 0) {
                return Optional.of("Invalid value: " + value + ": " + path + " in body should be greater than "
                        + (strict ? "" : "or equal to ") + schema.path("minimum"));
            }
        }
        if (schema.path("maximum").isNumber()) {
            var order = given.compareTo(schema.path("maximum").decimalValue());
            var strict = schema.path("exclusiveMaximum").asBoolean(false);
            if (order > 0 || strict && order == 0) {
                return Optional.of("Invalid value: " + value + ": " + path + " in body should be less than "
                        + (strict ? "" : "or equal to ") + schema.path("maximum"));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> size(
            JsonNode schema, String least, String most, int size, JsonNode value, String message) {
        if (schema.path(least).isNumber() && size < schema.path(least).asInt()) {
            return Optional.of("Invalid value: " + value + ": "
                    + message.formatted("least", schema.path(least).asInt()));
        }
        return schema.path(most).isNumber() && size > schema.path(most).asInt()
                ? Optional.of("Invalid value: " + value + ": "
                        + message.formatted("most", schema.path(most).asInt()))
                : Optional.empty();
    }
}
