package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Selectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the specification of a backup or restore lets in. */
final class Filter {
    private final JsonNode spec;
    private final List<String> namespaces;
    private final List<String> excludedNamespaces;
    private final List<String> resources;
    private final List<String> excludedResources;

    Filter(JsonNode spec) {
        this.spec = spec;
        namespaces = Json.texts(spec.path("includedNamespaces"));
        excludedNamespaces = Json.texts(spec.path("excludedNamespaces"));
        resources = Json.texts(spec.path("includedResources"));
        excludedResources = Json.texts(spec.path("excludedResources"));
    }

    /** What is wrong with a list of what is in and one of what is out. */
    static List<String> mistakes(JsonNode included, JsonNode excluded) {
        var mistakes = new ArrayList<String>();
        var in = Json.texts(included);
        var out = Json.texts(excluded);
        if (in.size() > 1 && in.contains("*")) {
            mistakes.add("includes list must either contain '*' only, or a non-empty list of items");
        }
        if (out.contains("*")) {
            mistakes.add("excludes list cannot contain '*'");
        }
        out.stream()
                .filter(in::contains)
                .map(item -> "excludes list cannot contain an item in the includes list: " + item)
                .forEach(mistakes::add);
        return mistakes;
    }

    boolean everyNamespace() {
        return (namespaces.isEmpty() || namespaces.contains("*")) && excludedNamespaces.isEmpty();
    }

    boolean namespace(String name) {
        return excludedNamespaces.stream().noneMatch(pattern -> glob(pattern, name))
                && (namespaces.isEmpty() || namespaces.stream().anyMatch(pattern -> glob(pattern, name)));
    }

    private static boolean glob(String pattern, String name) {
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }

    boolean resource(String resource, String kind, boolean namespaced) {
        var scope = namespaced ? "NamespaceScopedResources" : "ClusterScopedResources";
        var out = new ArrayList<>(excludedResources);
        out.addAll(Json.texts(spec.path("excluded" + scope)));
        var in = new ArrayList<>(resources);
        in.addAll(Json.texts(spec.path("included" + scope)));
        return out.stream().noneMatch(named -> names(named, resource, kind))
                && (in.isEmpty() || in.contains("*") || in.stream().anyMatch(named -> names(named, resource, kind)));
    }

    /** Whether a word of a user means a resource. */
    private static boolean names(String word, String resource, String kind) {
        var lower = word.toLowerCase(Locale.ROOT);
        return lower.equals(resource)
                || lower.equals(Names.plural(resource))
                || lower.equals(kind.toLowerCase(Locale.ROOT))
                || lower.equals(Names.plural(resource) + "." + kind)
                || lower.equals("*");
    }

    /** Whether cluster-wide objects were asked for, refused, or neither. */
    enum ClusterWide {
        ALL,
        RELATED,
        NONE
    }

    ClusterWide clusterWide() {
        var asked = spec.path("includeClusterResources");
        if (asked.isBoolean()) {
            return asked.asBoolean(false) ? ClusterWide.ALL : ClusterWide.NONE;
        }
        var named = !spec.path("includedClusterScopedResources").isEmpty();
        return named || everyNamespace() && resources.stream().allMatch("*"::equals)
                ? ClusterWide.ALL
                : ClusterWide.RELATED;
    }

    boolean labels(ObjectNode object) {
        var labels = Json.at(object, "metadata.labels");
        var either = spec.path("orLabelSelectors");
        if (!either.isEmpty()) {
            return either.valueStream().anyMatch(selector -> Selectors.matches(selector, labels));
        }
        var selector = spec.path("labelSelector");
        return selector.isEmpty() || Selectors.matches(selector, labels);
    }
}
