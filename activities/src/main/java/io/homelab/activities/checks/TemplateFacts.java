package io.homelab.activities.checks;

import io.homelab.lab.definition.NodeRole;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An Omni cluster template as criteria ask for it. The lab file is only valid with a template that parses. */
final class TemplateFacts {
    private static final ObjectReader YAML = YAMLMapper.builder().build().readerFor(JsonNode.class);

    private TemplateFacts() {}

    /** Its name, versions and sizes, and what its patches for control planes set, by JSON pointer; the last one wins. */
    static Map<String, Object> of(Subject subject) {
        var template = subject.lab().template(subject.ref().cluster());
        var patched = new LinkedHashMap<String, Object>();
        for (var patch : template.patches(NodeRole.CONTROL_PLANE)) {
            try (var documents = YAML.<JsonNode>readValues(patch.text())) {
                documents.forEachRemaining(document -> flatten("", document, patched));
            }
        }
        return Map.of(
                "name", template.name(),
                "talosVersion", template.talosVersion(),
                "kubernetesVersion", template.kubernetesVersion(),
                "workerSets", (long) template.workers().size(),
                "patched", patched);
    }

    private static void flatten(String pointer, JsonNode node, Map<String, Object> into) {
        if (node.isObject()) {
            node.properties().forEach(p -> flatten(pointer + "/" + p.getKey(), p.getValue(), into));
        } else {
            into.put(pointer, PlainValues.of(node));
        }
    }
}
