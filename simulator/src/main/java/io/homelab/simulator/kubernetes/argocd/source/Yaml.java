package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** YAML as trees. */
public final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder().build();

    private Yaml() {}

    /** The objects of a file, lists of objects taken apart. */
    public static List<ObjectNode> documents(String text, String path) {
        var documents = new ArrayList<ObjectNode>();
        try (var values = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (values.hasNext()) {
                var value = values.next();
                if (value instanceof ObjectNode list && Json.text(list, "kind").equals("List")) {
                    list.path("items").forEach(item -> documents.add((ObjectNode) item));
                } else if (value instanceof ObjectNode object) {
                    documents.add(object);
                } else if (value != null && !value.isNull() && !value.isMissingNode()) {
                    throw new SourceFailed("Failed to unmarshal \"" + path + "\": not an object");
                }
            }
        } catch (JacksonException e) {
            throw new SourceFailed("Failed to unmarshal \"" + path + "\": " + e.getOriginalMessage());
        }
        return documents;
    }

    /** Any one value. */
    public static JsonNode value(String text, String path) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new SourceFailed("Failed to unmarshal \"" + path + "\": " + e.getOriginalMessage());
        }
    }

    public static ObjectNode object(String text, String path) {
        if (value(text, path) instanceof ObjectNode object) {
            return object;
        }
        throw new SourceFailed("Failed to unmarshal \"" + path + "\": not an object");
    }
}
