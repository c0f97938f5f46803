package io.homelab.activities.talos;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Talos' own patch rules: maps are merged, lists are appended to, {@code $patch: delete} removes, and a few lists are
 * replaced, since they make no sense twice (siderolabs/talos: merge:"replace" in v1alpha1 types).
 */
final class StrategicMerge {
    private static final Set<String> REPLACED =
            Set.of("podSubnets", "serviceSubnets", "authorization-mode", "validSubnets", "endpoints");
    private static final String DIRECTIVE = "$patch";

    private StrategicMerge() {}

    /** Merges the patch into the target. */
    static void into(ObjectNode target, JsonNode patch) {
        for (var entry : patch.properties()) {
            var name = entry.getKey();
            var value = entry.getValue();
            var there = target.get(name);
            if (value.isObject() && "delete".equals(value.path(DIRECTIVE).asString(""))) {
                target.remove(name);
            } else if (value.isObject() && there instanceof ObjectNode object) {
                into(object, value);
            } else if (value.isArray() && there instanceof ArrayNode list && !REPLACED.contains(name)) {
                value.forEach(element -> append(list, element));
            } else {
                target.set(name, value.deepCopy());
            }
        }
    }

    private static void append(ArrayNode list, JsonNode element) {
        for (var there : list) {
            if (there.equals(element)) {
                return; // the same patch twice changes nothing
            }
        }
        list.add(element.deepCopy());
    }
}
