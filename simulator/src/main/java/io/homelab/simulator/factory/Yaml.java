package io.homelab.simulator.factory;

import tools.jackson.databind.JsonNode;

/** YAML as Go's yaml.v3 writes it: four spaces, sequences indented under their key, scalars plain where they can be. */
final class Yaml {
    private Yaml() {}

    static void field(StringBuilder out, int depth, String name, JsonNode value) {
        out.append("    ".repeat(depth)).append(name).append(':');
        if (value.isObject()) {
            out.append('\n');
            value.properties().forEach(child -> field(out, depth + 1, child.getKey(), child.getValue()));
        } else if (value.isArray()) {
            out.append('\n');
            for (var item : value) {
                item(out, depth + 1, item);
            }
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private static void item(StringBuilder out, int depth, JsonNode item) {
        if (item.isObject()) {
            var fields = new StringBuilder();
            item.properties().forEach(child -> field(fields, depth + 1, child.getKey(), child.getValue()));
            var indent = "    ".repeat(depth);
            // The first field stands on the dash's line; the rest align with it two columns in.
            var lines = fields.toString()
                    .lines()
                    .map(line -> line.substring(indent.length() + 4))
                    .toList();
            out.append(indent).append("- ").append(lines.getFirst()).append('\n');
            lines.stream()
                    .skip(1)
                    .forEach(
                            line -> out.append(indent).append("  ").append(line).append('\n'));
        } else {
            out.append("    ".repeat(depth)).append("- ").append(scalar(item)).append('\n');
        }
    }

    private static String scalar(JsonNode value) {
        var text = value.asString();
        if (!value.isString()) {
            return text;
        }
        var plain = text.matches("[A-Za-z0-9_./=-][A-Za-z0-9_./=:@ ,+-]*")
                && !text.matches("(?i)true|false|yes|no|on|off|null|~|[-+.0-9][-+.0-9eE]*|-.*|.* ")
                && !text.contains(": ");
        return plain
                ? text
                : text.contains("'") || text.isEmpty() ? '"' + text.replace("\"", "\\\"") + '"' : "'" + text + "'";
    }
}
