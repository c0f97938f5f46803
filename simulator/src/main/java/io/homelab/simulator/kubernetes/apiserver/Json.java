package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees, read and built tersely. */
public final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ArrayNode strings(Iterable<String> values) {
        var array = array();
        values.forEach(array::add);
        return array;
    }

    /** An object out of a JSON text; single quotes are taken for double ones. */
    public static ObjectNode of(String json) {
        return (ObjectNode) MAPPER.readTree(json.replace('\'', '"'));
    }

    public static ObjectNode parse(byte[] json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** A node by its dotted path; missing when it is not there. */
    public static JsonNode at(JsonNode node, String path) {
        var found = node;
        for (var name : path.split("\\.", -1)) {
            found = found == null ? MissingNode.getInstance() : found.path(name);
        }
        return found;
    }

    /** A text by its dotted path, empty when it is not there. */
    public static String text(JsonNode node, String path) {
        var found = at(node, path);
        return found.isValueNode() && !found.isNull() ? found.asString("") : "";
    }

    public static int number(JsonNode node, String path, int otherwise) {
        var found = at(node, path);
        return found.isNumber() ? found.asInt() : otherwise;
    }

    /** The object at a dotted path, made when it is not there. */
    public static ObjectNode ensure(ObjectNode node, String path) {
        var found = node;
        for (var name : path.split("\\.", -1)) {
            found = found.path(name).isObject() ? (ObjectNode) found.get(name) : found.putObject(name);
        }
        return found;
    }

    public static ObjectNode meta(ObjectNode object) {
        return ensure(object, "metadata");
    }

    public static String name(JsonNode object) {
        return text(object, "metadata.name");
    }

    public static String namespace(JsonNode object) {
        return text(object, "metadata.namespace");
    }

    public static String uid(JsonNode object) {
        return text(object, "metadata.uid");
    }

    public static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asString("")));
        return texts;
    }
}
