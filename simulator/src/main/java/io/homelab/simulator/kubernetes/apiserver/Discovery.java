package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is served, told in the old documents and in the aggregated one. */
final class Discovery {
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> ALL_CATEGORY = List.of(
            "pods",
            "services",
            "deployments",
            "replicasets",
            "daemonsets",
            "statefulsets",
            "jobs",
            "cronjobs",
            "replicationcontrollers");

    /** Subresources that one connects to, and what their queries are called. */
    private static final Map<String, String> CONNECTS =
            Map.of("exec", "PodExecOptions", "attach", "PodAttachOptions", "portforward", "PodPortForwardOptions");

    private final Catalog catalog;

    Discovery(Catalog catalog) {
        this.catalog = catalog;
    }

    ObjectNode core() {
        var versions = Json.of("{'kind':'APIVersions','versions':['v1']}");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    ObjectNode groups() {
        var list = Json.of("{'kind':'APIGroupList','apiVersion':'v1'}");
        var groups = list.putArray("groups");
        byGroup().forEach((name, types) -> {
            if (!name.isEmpty()) {
                groups.add(group(name, types));
            }
        });
        return list;
    }

    ObjectNode group(String name) {
        var types = byGroup().get(name);
        if (types == null) {
            throw ApiError.noSuchPath();
        }
        return group(name, types).put("kind", "APIGroup").put("apiVersion", "v1");
    }

    private static ObjectNode group(String name, List<ResourceType> types) {
        var group = Json.object().put("name", name);
        var versions = group.putArray("versions");
        types.stream().map(ResourceType::version).distinct().forEach(v -> versions.addObject()
                .put("groupVersion", name + "/" + v)
                .put("version", v));
        group.set("preferredVersion", versions.get(0).deepCopy());
        return group;
    }

    private Map<String, List<ResourceType>> byGroup() {
        var groups = new LinkedHashMap<String, List<ResourceType>>();
        catalog.all().forEach(t -> groups.computeIfAbsent(t.group(), g -> new ArrayList<>())
                .add(t));
        return groups;
    }

    /** The resources of one group and version. */
    ObjectNode resources(String group, String version) {
        var list = Json.of("{'kind':'APIResourceList','apiVersion':'v1'}");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        var resources = list.putArray("resources");
        for (var type : catalog.all()) {
            if (type.group().equals(group) && type.version().equals(version)) {
                resource(resources, type, type.plural());
                type.subresources().forEach(sub -> resource(resources, type, type.plural() + "/" + sub));
            }
        }
        if (resources.isEmpty()) {
            throw ApiError.noSuchPath();
        }
        return list;
    }

    private static void resource(ArrayNode resources, ResourceType type, String name) {
        var sub = name.substring(name.indexOf('/') + 1);
        var whole = sub.equals(name);
        var resource = resources
                .addObject()
                .put("name", name)
                .put("singularName", whole ? singular(type) : "")
                .put("namespaced", type.namespaced())
                .put("kind", kind(type, sub));
        if (sub.equals("scale")) {
            resource.put("group", "autoscaling").put("version", "v1");
        }
        resource.set("verbs", Json.strings(verbs(type, whole ? "" : sub)));
        if (whole && !type.shortNames().isEmpty()) {
            resource.set("shortNames", Json.strings(type.shortNames()));
        }
        if (whole && ALL_CATEGORY.contains(type.plural())) {
            resource.putArray("categories").add("all");
        }
    }

    /** @param sub a subresource; empty for the resource itself */
    private static List<String> verbs(ResourceType type, String sub) {
        if (Builtins.review(type)) {
            return List.of("create");
        }
        return sub.isEmpty()
                ? VERBS
                : CONNECTS.containsKey(sub) ? List.of("create", "get") : List.of("get", "patch", "update");
    }

    private static String kind(ResourceType type, String sub) {
        return sub.equals("scale") ? "Scale" : CONNECTS.getOrDefault(sub, type.kind());
    }

    private static String singular(ResourceType type) {
        return type.kind().toLowerCase(java.util.Locale.ROOT);
    }

    /** The aggregated document of {@code /api} or {@code /apis}. */
    ObjectNode aggregated(boolean core) {
        var list = Json.of("{'kind':'APIGroupDiscoveryList','apiVersion':'apidiscovery.k8s.io/v2','metadata':{}}");
        var items = list.putArray("items");
        byGroup().forEach((name, types) -> {
            if (name.isEmpty() == core) {
                var group = items.addObject();
                group.putObject("metadata").put("name", name);
                var versions = group.putArray("versions");
                types.stream().map(ResourceType::version).distinct().forEach(version -> {
                    var entry = versions.addObject().put("version", version).put("freshness", "Current");
                    var resources = entry.putArray("resources");
                    types.stream().filter(t -> t.version().equals(version)).forEach(t -> aggregated(resources, t));
                });
            }
        });
        return list;
    }

    private static void aggregated(ArrayNode resources, ResourceType type) {
        var resource = resources
                .addObject()
                .put("resource", type.plural())
                .put("scope", type.namespaced() ? "Namespaced" : "Cluster")
                .put("singularResource", singular(type));
        resource.putObject("responseKind")
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
        resource.set("verbs", Json.strings(verbs(type, "")));
        if (!type.shortNames().isEmpty()) {
            resource.set("shortNames", Json.strings(type.shortNames()));
        }
        if (ALL_CATEGORY.contains(type.plural())) {
            resource.putArray("categories").add("all");
        }
        var subresources = resource.putArray("subresources");
        for (var sub : type.subresources()) {
            var entry = subresources.addObject().put("subresource", sub);
            var scale = sub.equals("scale");
            entry.putObject("responseKind")
                    .put("group", scale ? "autoscaling" : type.group())
                    .put("version", scale ? "v1" : type.version())
                    .put("kind", kind(type, sub));
            entry.set("verbs", Json.strings(verbs(type, sub)));
        }
    }
}
