package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every resource that is served: the built-in ones and those of established definitions. */
public final class Catalog {
    private static final String DEFINITIONS = "/apiextensions.k8s.io/customresourcedefinitions/";

    private final Storage storage;
    private volatile @Nullable List<ResourceType> known;

    Catalog(Storage storage) {
        this.storage = storage;
        var _ = storage.watch(storage.revision(), change -> {
            if (change.key().startsWith(DEFINITIONS)) {
                known = null;
            }
        });
    }

    List<ResourceType> all() {
        var cached = known;
        if (cached != null) {
            return cached;
        }
        // Under the storage's monitor, so that no definition comes between the look and the note of it.
        synchronized (storage) {
            var all = new ArrayList<>(Builtins.ALL);
            for (var definition : storage.list(DEFINITIONS)) {
                all.addAll(of(definition));
            }
            known = List.copyOf(all);
            return all;
        }
    }

    /** The resources of one definition, a type per served version. */
    static List<ResourceType> of(ObjectNode definition) {
        var types = new ArrayList<ResourceType>();
        for (var version : Json.at(definition, "spec.versions")) {
            if (version.path("served").asBoolean(false)) {
                types.add(type(definition, version));
            }
        }
        return types;
    }

    private static ResourceType type(ObjectNode definition, JsonNode version) {
        var subresources = new ArrayList<String>();
        version.path("subresources").propertyNames().forEach(subresources::add);
        var schema = Json.at(version, "schema.openAPIV3Schema");
        return new ResourceType(
                Json.text(definition, "spec.group"),
                Json.text(version, "name"),
                Json.text(definition, "spec.names.plural"),
                Json.text(definition, "spec.names.kind"),
                Json.text(definition, "spec.scope").equals("Namespaced"),
                Json.texts(Json.at(definition, "spec.names.shortNames")),
                subresources,
                schema.isObject() ? (ObjectNode) schema : Json.object());
    }

    Optional<ResourceType> find(String group, String version, String plural) {
        return all().stream()
                .filter(t -> t.group().equals(group)
                        && t.version().equals(version)
                        && t.plural().equals(plural))
                .findFirst();
    }

    /** A type by {@code plural} or {@code plural.group}, in any version. */
    public Optional<ResourceType> find(String qualified) {
        return all().stream().filter(t -> t.qualified().equals(qualified)).findFirst();
    }

    /** Every resource that objects are kept of, as {@code plural.group}, once. */
    public List<String> names() {
        return all().stream()
                .filter(type -> !Builtins.review(type))
                .map(ResourceType::qualified)
                .distinct()
                .toList();
    }

    /** A type by an object's own words. */
    public Optional<ResourceType> of(JsonNode apiVersion, JsonNode kind) {
        return all().stream()
                .filter(t -> t.apiVersion().equals(apiVersion.asString(""))
                        && t.kind().equals(kind.asString("")))
                .findFirst();
    }

    /** The print columns of a custom resource. */
    JsonNode columns(ResourceType type) {
        return storage.get("/apiextensions.k8s.io/customresourcedefinitions//" + type.plural() + "." + type.group())
                .map(definition -> {
                    for (var version : Json.at(definition, "spec.versions")) {
                        if (version.path("name").asString("").equals(type.version())) {
                            return version.path("additionalPrinterColumns");
                        }
                    }
                    return (JsonNode) Json.array();
                })
                .orElseGet(Json::array);
    }
}
