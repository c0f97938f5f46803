package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.ApiError;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Merging;
import io.homelab.simulator.kubernetes.apiserver.Selectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** How a restore changes objects on their way: the rules of a ConfigMap (Velero's internal/resourcemodifiers). */
final class Modifiers {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final List<JsonNode> rules;

    private Modifiers(List<JsonNode> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Those that a restore names, if it names any. */
    static Modifiers of(Context context, JsonNode spec) {
        var reference = spec.path("resourceModifier");
        if (!Json.text(reference, "kind").equalsIgnoreCase("configmap")) {
            return new Modifiers(List.of());
        }
        var name = Json.text(reference, "name");
        return of(context.api().find("configmaps", context.namespace(), name), context.namespace() + "/" + name);
    }

    /** Reads them; throws IllegalArgumentException in Velero's words. */
    private static Modifiers of(Optional<ObjectNode> map, String name) {
        var data = map.orElseThrow(
                        () -> new IllegalArgumentException("failed to get resource modifiers configmap " + name))
                .path("data");
        if (data.size() != 1) {
            throw new IllegalArgumentException("illegal resource modifiers " + name + " configmap");
        }
        try {
            var document = YAML.readTree(data.iterator().next().asString(""));
            if (!document.path("version").asString("").equals("v1")) {
                throw new IllegalArgumentException("unsupported resource modifier version "
                        + document.path("version").asString(""));
            }
            var rules = new ArrayList<JsonNode>();
            document.path("resourceModifierRules").forEach(rules::add);
            for (var rule : rules) {
                if (Json.text(rule, "conditions.groupResource").isEmpty()) {
                    throw new IllegalArgumentException("groupResource cannot be empty");
                }
            }
            return new Modifiers(rules);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "failed to decode yaml data into resource modifiers, err: " + e.getMessage(), e);
        }
    }

    /** The object as the rules have it; throws {@link ApiError} or IllegalArgumentException when one cannot be applied. */
    ObjectNode apply(String resource, ObjectNode original) {
        var object = original;
        for (var rule : rules) {
            if (matches(rule.path("conditions"), resource, original)) {
                object = patched(rule, object);
            }
        }
        return object;
    }

    private static ObjectNode patched(JsonNode rule, ObjectNode object) {
        var changed = object;
        if (!rule.path("patches").isEmpty()) {
            var operations = YAML.createArrayNode();
            for (var patch : rule.path("patches")) {
                var operation =
                        operations.addObject().put("op", patch.path("operation").asString(""));
                operation.put("path", patch.path("path").asString(""));
                if (patch.has("from")) {
                    operation.put("from", patch.path("from").asString(""));
                }
                operation.set("value", value(patch.path("value").asString("")));
            }
            return Merging.json6902(changed, operations);
        }
        for (var patch : rule.path("mergePatches")) {
            changed = Merging.merge(
                    changed, (ObjectNode) YAML.readTree(patch.path("patchData").asString("")));
        }
        for (var patch : rule.path("strategicPatches")) {
            changed = Merging.strategic(
                    changed, (ObjectNode) YAML.readTree(patch.path("patchData").asString("")));
        }
        return changed;
    }

    /** Values are texts; one that reads as a number, a boolean, null, an object or a list is taken for that. */
    private static JsonNode value(String text) {
        try {
            var read = YAML.readTree(text);
            return read.isMissingNode() ? YAML.valueToTree(text) : read;
        } catch (JacksonException e) {
            return YAML.valueToTree(text);
        }
    }

    private static boolean matches(JsonNode conditions, String resource, ObjectNode object) {
        var namespaces = Json.texts(conditions.path("namespaces"));
        var namespace = Json.namespace(object);
        if (!namespaces.isEmpty()
                && !namespace.isEmpty()
                && !namespaces.contains("*")
                && !namespaces.contains(namespace)) {
            return false;
        }
        var glob = conditions.path("groupResource").asString("");
        if (!Pattern.matches(glob.replace(".", "\\.").replace("*", "[^.]*"), resource)) {
            return false;
        }
        var name = conditions.path("resourceNameRegex").asString("");
        if (!name.isEmpty() && !Pattern.compile(name).matcher(Json.name(object)).find()) {
            return false;
        }
        if (conditions.path("labelSelector") instanceof ObjectNode selector
                && !Selectors.matches(selector, Json.meta(object).path("labels"))) {
            return false;
        }
        for (var match : conditions.path("matches")) {
            var found = object.at(match.path("path").asString(""));
            if (!found.equals(value(match.path("value").asString("")))) {
                return false;
            }
        }
        return true;
    }
}
