package io.homelab.cli.command;

import io.homelab.cli.Session;
import io.homelab.workflows.wire.WireFormat;
import java.util.LinkedHashMap;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The -o option: what a command prints as its result. */
final class OutputFormat {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            paramLabel = "FORMAT",
            description = {
                "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "jsonl is JSON in single lines, each as soon as it is known."
            })
    Format format = Format.table;

    /** The names are what a person types. */
    enum Format {
        table,
        json,
        yaml,
        jsonl
    }

    /** Whether a person reads it. */
    boolean isTable() {
        return format == Format.table;
    }

    /** Whether each line is wanted as soon as it is known. */
    boolean streams() {
        return format == Format.jsonl;
    }

    /** Prints the value as JSON or YAML; false when a table is wanted. The JSON names its schema and version. */
    boolean print(Session session, String schema, Object value) {
        if (format == Format.table) {
            return false;
        }
        var named = new LinkedHashMap<String, Object>();
        named.put("schema", schema);
        named.put("data", value);
        session.console().result(text(JSON.readTree(WireFormat.json(named))).stripTrailing());
        return true;
    }

    /** A document as maps and lists, which every format can print. */
    static Object plain(JsonNode node) {
        return JSON.convertValue(node, Object.class);
    }

    private String text(JsonNode json) {
        return switch (format) {
            case json -> json.toPrettyString();
            case yaml -> YAMLMapper.builder().build().writeValueAsString(json);
            case jsonl -> json.toString();
            case table -> throw new IllegalStateException("a table is not made of JSON");
        };
    }
}
