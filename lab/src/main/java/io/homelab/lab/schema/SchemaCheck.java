package io.homelab.lab.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks documents against one published JSON Schema (2020-12) and says in plain words what is wrong. */
public final class SchemaCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    // With these a document still has every value that it needs, each of the right kind.
    private static final Set<String> HARMLESS = Set.of("additionalProperties", "minimum", "maximum", "maxLength");
    private final JsonNode document;
    private final ConcurrentHashMap<String, Schema> compiled = new ConcurrentHashMap<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** The schema of lab files, as `homelab lab schema` prints it. */
    public static SchemaCheck labFile() {
        return read("/lab.schema.json");
    }

    /** The schema of Omni cluster templates, one definition per kind. */
    public static SchemaCheck clusterTemplate() {
        return read("/cluster-template.schema.json");
    }

    public JsonNode document() {
        return document;
    }

    /** What is wrong with a document, in its own order; paths start at the prefix. */
    public Shape check(JsonNode instance, String prefix) {
        return shape(compiled.computeIfAbsent("", whole -> compile(document)), instance, prefix);
    }

    /** The same against one definition, such as a template's kind. */
    public Shape check(JsonNode instance, String prefix, String definition) {
        return shape(compiled.computeIfAbsent(definition, this::compileDefinition), instance, prefix);
    }

    private Schema compileDefinition(String definition) {
        var root = JSON.createObjectNode();
        root.setAll((ObjectNode) document);
        root.put("$ref", "#/$defs/" + definition);
        return compile(root);
    }

    private static Schema compile(JsonNode root) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }

    private static Shape shape(Schema schema, JsonNode instance, String prefix) {
        List<Error> errors = schema.validate(instance);
        return new Shape(
                errors.stream()
                        .map(error -> new SchemaMessage(schema.getSchemaNode(), error, prefix).finding())
                        .distinct()
                        .toList(),
                errors.stream().allMatch(error -> HARMLESS.contains(error.getKeyword())));
    }

    private static SchemaCheck read(String resource) {
        try (InputStream stream = Objects.requireNonNull(
                SchemaCheck.class.getResourceAsStream(resource), "the jar holds no " + resource)) {
            return new SchemaCheck(JSON.readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
