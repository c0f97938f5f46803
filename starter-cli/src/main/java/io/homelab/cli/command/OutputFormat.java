package io.homelab.cli.command;

import io.homelab.cli.Session;
import io.homelab.workflows.wire.WireFormat;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The -o option: what a command prints as its result. */
final class OutputFormat {
    @Option(
            names = {"-o", "--output"},
            defaultValue = "${env:HOMELAB_OUTPUT:-table}",
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    Format format = Format.table;

    /** The names are what a person types. */
    enum Format {
        table,
        json,
        yaml
    }

    /** Prints the value as JSON or YAML; false when a table is wanted. The JSON names its schema and version. */
    boolean print(Session session, String schema, Object value) {
        if (format == Format.table) {
            return false;
        }
        var json = JsonMapper.builder().build().readTree(WireFormat.json(Map.of("schema", schema, "data", value)));
        var text = format == Format.json
                ? json.toPrettyString()
                : YAMLMapper.builder().build().writeValueAsString(json);
        session.console().result(text.stripTrailing());
        return true;
    }
}
