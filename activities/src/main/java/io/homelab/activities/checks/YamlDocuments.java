package io.homelab.activities.checks;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The YAML documents of files. */
final class YamlDocuments {
    private static final ObjectReader YAML = YAMLMapper.builder().build().readerFor(JsonNode.class);

    private YamlDocuments() {}

    /** Those that are objects, of all files; a file that is no YAML has none. */
    static List<JsonNode> in(List<RepoFiles.Found> files) {
        var documents = new ArrayList<JsonNode>();
        for (var file : files) {
            try (var found = YAML.<JsonNode>readValues(file.text())) {
                found.readAll().stream().filter(JsonNode::isObject).forEach(documents::add);
            } catch (JacksonException e) {
                continue; // the criterion says what is missing
            }
        }
        return documents;
    }
}
