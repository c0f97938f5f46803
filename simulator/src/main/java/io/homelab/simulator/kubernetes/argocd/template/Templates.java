package io.homelab.simulator.kubernetes.argocd.template;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Fills parameters into every text of a tree.
 *
 * @param go whether texts are Go templates; else names in double braces alone are replaced
 * @param strict whether a missing key is an error in Go's
 */
public record Templates(boolean go, boolean strict) {
    private static final Pattern PLAIN = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");

    public String text(String text, ObjectNode params) {
        if (go) {
            return GoTemplate.render(text, params, strict);
        }
        var flat = flat(params);
        return PLAIN.matcher(text)
                // What is no parameter stays as it is written.
                .replaceAll(found -> Matcher.quoteReplacement(flat.getOrDefault(found.group(1), found.group())));
    }

    /** A copy of the tree, filled in. */
    public JsonNode tree(JsonNode node, ObjectNode params) {
        return switch (node) {
            case ObjectNode object -> {
                var filled = Json.object();
                object.properties()
                        .forEach(entry -> filled.set(text(entry.getKey(), params), tree(entry.getValue(), params)));
                yield filled;
            }
            case ArrayNode list -> {
                var filled = Json.array();
                list.forEach(item -> filled.add(tree(item, params)));
                yield filled;
            }
            case StringNode text -> StringNode.valueOf(text(text.asString(), params));
            default -> node.deepCopy();
        };
    }

    /** Parameters under the names that plain templates and selectors have for them. */
    public static TreeMap<String, String> flat(ObjectNode params) {
        var flat = new TreeMap<String, String>();
        flatten("", params, flat);
        return flat;
    }

    private static void flatten(String prefix, JsonNode node, TreeMap<String, String> into) {
        for (var entry : node.properties()) {
            var name = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            if (entry.getValue().isObject()) {
                flatten(name, entry.getValue(), into);
            } else if (entry.getValue().isArray() && name.endsWith("path.segments")) {
                var base = name.substring(0, name.length() - ".segments".length());
                for (int i = 0; i < entry.getValue().size(); i++) {
                    into.put(base + "[" + i + "]", entry.getValue().get(i).asString(""));
                }
            } else if (name.endsWith("path.path")) {
                into.put(
                        name.substring(0, name.length() - ".path".length()),
                        entry.getValue().asString(""));
            } else {
                into.put(name, Functions.printed(entry.getValue()));
            }
        }
    }

    /** A name as DNS takes it. */
    public static String normalized(String name) {
        return Functions.normalized(name);
    }
}
