package io.homelab.lab.template;

import io.homelab.lab.schema.YamlFile;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Patches as text and back. */
final class PatchText {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private PatchText() {}

    static String of(JsonNode inline) {
        return YAML.writeValueAsString(inline);
    }

    static Optional<JsonNode> lastValue(List<Patch> patches, String pointer) {
        return patches.stream()
                .flatMap(patch -> documents(patch).stream())
                .flatMap(document -> document.at(pointer).asOptional().stream())
                .reduce((earlier, later) -> later);
    }

    private static List<JsonNode> documents(Patch patch) {
        try {
            return YamlFile.stream(patch.name(), patch.text()).documents();
        } catch (YamlFile.NotYaml e) {
            throw new IllegalStateException("the template reader lets only YAML patches through", e);
        }
    }
}
