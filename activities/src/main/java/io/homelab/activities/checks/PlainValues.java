package io.homelab.activities.checks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON as the values that CEL calculates with: whole numbers are long, and what is null is not there. */
final class PlainValues {
    private PlainValues() {}

    static Object of(JsonNode node) {
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            var list = new ArrayList<Object>();
            node.forEach(item -> list.add(of(item)));
            return list;
        }
        if (node.isIntegralNumber()) {
            return node.asLong();
        }
        if (node.isNumber()) {
            return node.asDouble();
        }
        return node.isBoolean() ? node.asBoolean() : node.asString("");
    }

    static Map<String, Object> map(JsonNode node) {
        var map = new LinkedHashMap<String, Object>();
        node.properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                map.put(property.getKey(), of(property.getValue()));
            }
        });
        return map;
    }
}
