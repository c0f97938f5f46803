package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Config maps and secrets out of literals and files. */
final class Generated {
    private static final Set<String> FIELDS =
            Set.of("name", "namespace", "literals", "files", "behavior", "options", "type");
    private static final int HASH = 10;

    private final Checkout checkout;
    private final String directory;
    private final ObjectNode kustomization;

    Generated(Checkout checkout, String directory, ObjectNode kustomization) {
        this.checkout = checkout;
        this.directory = directory;
        this.kustomization = kustomization;
    }

    void into(List<Item> items) {
        kustomization.path("configMapGenerator").forEach(generator -> add(items, generator, "ConfigMap"));
        kustomization.path("secretGenerator").forEach(generator -> add(items, generator, "Secret"));
    }

    private void add(List<Item> items, JsonNode generator, String kind) {
        for (var field : generator.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new SourceFailed("the simulated kustomize knows no '" + field + "' of a generator");
            }
        }
        var made = Json.object().put("apiVersion", "v1");
        var data = Json.object();
        entries(generator)
                .forEach((key, value) -> data.put(
                        key,
                        kind.equals("Secret")
                                ? Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
                                : value));
        made.set("data", data);
        made.put("kind", kind);
        Json.meta(made).put("name", Json.text(generator, "name"));
        if (!Json.text(generator, "namespace").isEmpty()) {
            Json.meta(made).put("namespace", Json.text(generator, "namespace"));
        }
        if (kind.equals("Secret")) {
            made.put("type", generator.path("type").asString("Opaque"));
        }
        var item = new Item(made);
        item.hashed(!options(generator, made));
        switch (generator.path("behavior").asString("create")) {
            case "create" -> items.add(item);
            case "merge" ->
                existing(items, item)
                        .forEach(old -> Json.ensure(old.object(), "data").setAll(data));
            case "replace" -> existing(items, item).forEach(old -> old.object().set("data", data));
            default -> throw new SourceFailed("unknown behavior of a generator: " + generator.path("behavior"));
        }
    }

    private static List<Item> existing(List<Item> items, Item item) {
        var found = items.stream()
                .filter(old -> old.kind().equals(item.kind()) && old.everNamed(item.name()))
                .toList();
        if (found.isEmpty()) {
            throw new SourceFailed("id " + item.id() + " does not exist; cannot merge or replace");
        }
        found.forEach(old -> old.hashed(item.hashed()));
        return found;
    }

    /** Sets labels and annotations; returns whether the name stays without a hash. */
    private boolean options(JsonNode generator, ObjectNode made) {
        var plain = false;
        for (var options : List.of(kustomization.path("generatorOptions"), generator.path("options"))) {
            plain |= options.path("disableNameSuffixHash").asBoolean(false);
            for (var kind : List.of("labels", "annotations")) {
                options.path(kind).properties().forEach(entry -> Json.ensure(made, "metadata." + kind)
                        .set(entry.getKey(), entry.getValue()));
            }
        }
        return plain;
    }

    private TreeMap<String, String> entries(JsonNode generator) {
        var entries = new TreeMap<String, String>();
        for (var literal : Json.texts(generator.path("literals"))) {
            var equals = literal.indexOf('=');
            if (equals < 1) {
                throw new SourceFailed("invalid literal source " + literal + ", expected key=value");
            }
            entries.put(literal.substring(0, equals), unquoted(literal.substring(equals + 1)));
        }
        for (var file : Json.texts(generator.path("files"))) {
            var equals = file.indexOf('=');
            var path = file.substring(equals + 1);
            var text = checkout.text(Checkout.resolve(directory, path))
                    .orElseThrow(() -> new SourceFailed(
                            "kv source: evalsymlink failure on '" + path + "': no such file or directory"));
            entries.put(equals < 0 ? path.substring(path.lastIndexOf('/') + 1) : file.substring(0, equals), text);
        }
        return entries;
    }

    private static String unquoted(String text) {
        var quoted = text.length() > 1
                && (text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Ends the names of what was generated with kustomize's own hash of the contents. */
    static void nameByContents(List<Item> items) {
        for (var item : items) {
            if (item.hashed()) {
                var hashed = Json.object();
                hashed.set("data", sorted(item.object().path("data")));
                // The real one reads the name from a place where there is none.
                hashed.put("kind", item.kind()).put("name", "");
                if (item.kind().equals("Secret")) {
                    hashed.set("type", item.object().path("type"));
                }
                item.rename(item.name() + "-" + hash(hashed));
            }
        }
    }

    private static ObjectNode sorted(JsonNode data) {
        var sorted = Json.object();
        data.properties().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> sorted.set(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static String hash(ObjectNode object) {
        try {
            // Go writes these three escaped.
            var text = new String(Json.bytes(object), StandardCharsets.UTF_8)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(digest)
                    .substring(0, HASH)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
