package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Custom objects against the schema of their definition: defaults, pruning and validation. */
final class CustomObjects {
    private static final Set<String> ALWAYS = Set.of("apiVersion", "kind", "metadata");

    private CustomObjects() {}

    static void fill(ResourceType type, ObjectNode object) {
        var schema = type.schema();
        if (schema != null) {
            defaults(schema, object);
        }
    }

    private static void defaults(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (var property : schema.path("properties").properties()) {
                if (!object.has(property.getKey()) && property.getValue().has("default")) {
                    object.set(
                            property.getKey(),
                            property.getValue().get("default").deepCopy());
                }
                defaults(property.getValue(), object.path(property.getKey()));
            }
        } else if (value.isArray()) {
            value.forEach(item -> defaults(schema.path("items"), item));
        }
    }

    /** Removes fields that the schema does not know and returns their paths. */
    static List<String> prune(ResourceType type, ObjectNode object) {
        var unknown = new ArrayList<String>();
        var schema = type.schema();
        if (schema != null && !schema.isEmpty()) {
            prune(schema, object, "", unknown);
        }
        return unknown;
    }

    private static void prune(JsonNode schema, JsonNode value, String path, List<String> unknown) {
        if (value instanceof ObjectNode object) {
            var properties = schema.path("properties");
            var additional = schema.path("additionalProperties");
            var keeps = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
            for (var name : List.copyOf(object.propertyNames())) {
                var at = path.isEmpty() ? name : path + "." + name;
                if (path.isEmpty() && ALWAYS.contains(name)) {
                    continue;
                }
                if (properties.has(name)) {
                    prune(properties.get(name), object.get(name), at, unknown);
                } else if (additional.isObject()) {
                    prune(additional, object.get(name), at, unknown);
                } else if (!keeps
                        && !schema.path("x-kubernetes-embedded-resource").asBoolean(false)) {
                    unknown.add(at);
                    object.remove(name);
                }
            }
        } else if (value.isArray()) {
            value.forEach(item -> prune(schema.path("items"), item, path + "[]", unknown));
        }
    }

    /** Throws when a value is not what the schema says. */
    static void validate(ResourceType type, ObjectNode object) {
        var schema = type.schema();
        if (schema != null) {
            validate(type, Json.name(object), schema, object, "");
        }
    }

    private static void validate(ResourceType type, String name, JsonNode schema, JsonNode value, String path) {
        var expected = schema.path("type").asString("");
        if (!expected.isEmpty() && !value.isNull() && !fits(expected, value, schema)) {
            throw ApiError.invalid(
                    type,
                    name,
                    path,
                    "Invalid value: \"" + kind(value) + "\": " + path + " in body must be of type " + expected + ": \""
                            + kind(value) + "\"");
        }
        for (var required : schema.path("required")) {
            if (value.isObject() && !value.has(required.asString(""))) {
                throw ApiError.invalid(type, name, join(path, required.asString("")), "Required value");
            }
        }
        if (schema.has("enum")) {
            var allowed = Json.texts(schema.get("enum"));
            if (!allowed.contains(value.asString(""))) {
                throw ApiError.invalid(
                        type,
                        name,
                        path,
                        "Unsupported value: " + value + ": supported values: "
                                + String.join(
                                        ", ",
                                        allowed.stream()
                                                .map(a -> "\"" + a + "\"")
                                                .toList()));
            }
        }
        if (schema.has("pattern")
                && value.isString()
                && !java.util.regex.Pattern.compile(schema.get("pattern").asString(""))
                        .matcher(value.asString(""))
                        .find()) {
            throw ApiError.invalid(
                    type,
                    name,
                    path,
                    "Invalid value: " + value + ": " + path + " in body should match '"
                            + schema.get("pattern").asString("") + "'");
        }
        Bounds.broken(schema, value, path).ifPresent(why -> {
            throw ApiError.invalid(type, name, path, why);
        });
        for (var property : schema.path("properties").properties()) {
            if (value.has(property.getKey()) && !(path.isEmpty() && ALWAYS.contains(property.getKey()))) {
                validate(type, name, property.getValue(), value.get(property.getKey()), join(path, property.getKey()));
            }
        }
        if (value.isArray()) {
            value.forEach(item -> validate(type, name, schema.path("items"), item, path + "[]"));
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean fits(String expected, JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return value.isNumber() || value.isString();
        }
        return switch (expected) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    private static String kind(JsonNode value) {
        return value.isObject()
                ? "object"
                : value.isArray()
                        ? "array"
                        : value.isString()
                                ? "string"
                                : value.isBoolean() ? "boolean" : value.isIntegralNumber() ? "integer" : "number";
    }
}
