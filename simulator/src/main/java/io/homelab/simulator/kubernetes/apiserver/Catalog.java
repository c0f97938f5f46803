package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every resource that is served: the built-in ones and those of established definitions. */
public final class Catalog {
    private static final String DEFINITIONS = "/apiextensions.k8s.io/customresourcedefinitions/";

    private final Storage storage;
    private volatile @Nullable Known known;

    Catalog(Storage storage) {
        this.storage = storage;
        var _ = storage.watch(storage.revision(), change -> {
            if (change.key().startsWith(DEFINITIONS)) {
                known = null;
            }
        });
    }

    /** What is served, and the same by {@code plural.group} and by version and kind: controllers ask for these all the time. */
    private record Known(List<ResourceType> all, Map<String, ResourceType> byName, Map<String, ResourceType> byKind) {
        static Known of(List<ResourceType> all) {
            var byName = new HashMap<String, ResourceType>();
            var byKind = new HashMap<String, ResourceType>();
            for (var type : all) {
                byName.putIfAbsent(type.qualified(), type);
                byKind.putIfAbsent(type.apiVersion() + " " + type.kind(), type);
            }
            return new Known(List.copyOf(all), byName, byKind);
        }
    }

    List<ResourceType> all() {
        return known().all();
    }

    private Known known() {
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
            var found = Known.of(all);
            known = found;
            return found;
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
        return Optional.ofNullable(known().byName().get(qualified));
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
        return Optional.ofNullable(known().byKind().get(apiVersion.asString("") + " " + kind.asString("")));
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
