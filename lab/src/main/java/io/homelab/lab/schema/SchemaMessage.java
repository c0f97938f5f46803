package io.homelab.lab.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.homelab.lab.definition.Finding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One schema error in plain words; never repeats a value, as it may be a secret in the wrong place. */
record SchemaMessage(JsonNode root, Error error, String prefix) {
    Finding finding() {
        var path = path(error.getInstanceLocation());
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> unknownKey(path);
            case "required" -> Finding.error(Paths.field(path, error.getProperty()), "is required");
            case "type" -> type(path);
            case "const" -> Finding.error(path, "must be " + keyword().asString());
            case "propertyNames" ->
                Finding.error(
                        Paths.field(path, error.getProperty()),
                        "the key must be " + resolve(keyword()).path("title").asString());
            case "enum" -> Finding.error(path, "unknown value").allowed(values(keyword()));
            case "pattern" -> pattern(path);
            case "minimum" ->
                Finding.error(path, "must be at least " + keyword().asString());
            case "exclusiveMinimum" ->
                Finding.error(path, "must be more than " + keyword().asString());
            case "maximum" -> Finding.error(path, "must be at most " + keyword().asString());
            case "minLength" -> Finding.error(path, "must not be empty");
            case "maxLength" ->
                Finding.error(path, "must have at most " + keyword().asString() + " characters");
            case "minItems", "minProperties" ->
                Finding.error(path, "must have at least " + keyword().asString() + " entry");
            case "uniqueItems" -> Finding.error(path, "must name nothing twice");
            default -> Finding.error(path, "breaks the rule " + error.getKeyword() + " of the schema");
        };
    }

    private Finding unknownKey(String path) {
        var known = List.copyOf(schemaOfKeyword().path("properties").propertyNames());
        var key = error.getProperty();
        return Finding.error(Paths.field(path, key), "unknown key")
                .allowed(String.join(", ", known))
                .suggest(Suggestion.among(known, key)
                        .map(name -> "did you mean " + name + "?")
                        .orElse(""));
    }

    private Finding pattern(String path) {
        return isSecret()
                ? secretInClear(path)
                : Finding.error(
                        path, "must be " + schemaOfKeyword().path("title").asString(""));
    }

    private Finding type(String path) {
        return isSecret()
                        && error.getInstanceNode().isValueNode()
                        && !error.getInstanceNode().isNull()
                ? secretInClear(path)
                : Finding.error(path, "must be " + expectedType() + ", is " + actualType());
    }

    private boolean isSecret() {
        return schemaOfKeyword().path("title").asString("").equals("a secret reference");
    }

    private static Finding secretInClear(String path) {
        return Finding.error(path, "secret in clear: put a reference here, not the value")
                .allowed("env:NAME, file:PATH, age:NAME, exec:COMMAND");
    }

    private JsonNode resolve(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : root.at(reference.substring(1));
    }

    private String expectedType() {
        return keyword().isArray() ? values(keyword()) : article(keyword().asString());
    }

    private String actualType() {
        var node = error.getInstanceNode();
        return node.isNull() ? "empty" : article(node.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    private static String article(String type) {
        return switch (type) {
            case "object" -> "a mapping";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            default -> "a " + type;
        };
    }

    private static String values(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    private JsonNode keyword() {
        return schemaOfKeyword().path(error.getKeyword());
    }

    /** The schema object that holds the failed keyword, found from the error's schema location. */
    private JsonNode schemaOfKeyword() {
        var fragment = error.getSchemaLocation().getFragment();
        var node = root;
        for (int i = 0; i < fragment.getNameCount() - 1; i++) {
            var element = fragment.getElement(i);
            node = element instanceof Integer index ? node.path(index) : node.path(String.valueOf(element));
        }
        return node;
    }

    private String path(NodePath location) {
        var path = prefix;
        for (int i = 0; i < location.getNameCount(); i++) {
            path = location.getElement(i) instanceof Integer index
                    ? Paths.item(path, index)
                    : Paths.field(path, String.valueOf(location.getElement(i)));
        }
        return path;
    }
}
