package io.homelab.lab.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SchemaTest {
    private static final JsonNode SCHEMA = SchemaCheck.labFile().document();

    @Test
    void everyFieldIsDescribed() {
        assertThat(fields(SCHEMA)).hasSizeGreaterThan(80).allSatisfy(field -> assertThat(
                        field.path("description").asString(""))
                .as(field.toString())
                .isNotBlank());
    }

    @Test
    void aDefaultIsNamedInTheDescriptionThatPeopleRead() {
        assertThat(fields(SCHEMA))
                .filteredOn(field -> field.path("default").isValueNode())
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.path("description").asString(""))
                        .containsIgnoringCase("default " + field.path("default").asString()));
    }

    @Test
    void everyPatternSaysInWordsWhatItWants() {
        assertThat(withPattern(SCHEMA)).isNotEmpty().allSatisfy(node -> assertThat(
                        node.path("title").asString(""))
                .as(node.toString())
                .isNotBlank());
    }

    @Test
    void unknownKeysAreRefusedEverywhere() {
        assertThat(objects(SCHEMA)).isNotEmpty().allSatisfy(node -> assertThat(node.has("additionalProperties"))
                .as(node.toString())
                .isTrue());
    }

    private static List<JsonNode> fields(JsonNode node) {
        var fields = new ArrayList<JsonNode>();
        walk(node, each -> each.path("properties").forEach(fields::add));
        return fields;
    }

    private static List<JsonNode> withPattern(JsonNode node) {
        var found = new ArrayList<JsonNode>();
        walk(node, each -> {
            if (each.path("pattern").isString()) {
                found.add(each);
            }
        });
        return found;
    }

    private static List<JsonNode> objects(JsonNode node) {
        var found = new ArrayList<JsonNode>();
        walk(node, each -> {
            if (each.path("type").asString("").equals("object")) {
                found.add(each);
            }
        });
        return found;
    }

    private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
        visitor.accept(node);
        node.forEach(child -> walk(child, visitor));
    }
}
