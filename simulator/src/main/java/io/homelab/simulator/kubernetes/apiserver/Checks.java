package io.homelab.simulator.kubernetes.apiserver;

import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What the API server refuses in an object. */
final class Checks {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private Checks() {}

    static void check(ResourceType type, ObjectNode object) {
        var name = Json.name(object);
        if (name.isEmpty()) {
            throw ApiError.invalid(type, "", "metadata.name", "Required value: name or generateName is required");
        }
        if (!type.group().startsWith("rbac.") && !NAME.matcher(name).matches()) {
            throw ApiError.invalid(
                    type,
                    name,
                    "metadata.name",
                    "Invalid value: \"" + name + "\": a lowercase RFC 1123 subdomain must consist of lower case"
                            + " alphanumeric characters, '-' or '.', and must start and end with an alphanumeric"
                            + " character");
        }
        switch (type.qualified()) {
            case "deployments.apps", "replicasets.apps", "daemonsets.apps", "statefulsets.apps" -> {
                var selector = Json.at(object, "spec.selector");
                if (!selector.isObject()) {
                    throw ApiError.invalid(type, name, "spec.selector", "Required value");
                }
                if (!Selectors.matches(selector, Json.at(object, "spec.template.metadata.labels"))) {
                    throw ApiError.invalid(
                            type,
                            name,
                            "spec.template.metadata.labels",
                            "Invalid value: `selector` does not match template `labels`");
                }
                containers(type, object, "spec.template.spec.containers");
            }
            case "jobs.batch" -> containers(type, object, "spec.template.spec.containers");
            case "pods" -> containers(type, object, "spec.containers");
            case "customresourcedefinitions.apiextensions.k8s.io" -> {
                var expected = Json.text(object, "spec.names.plural") + "." + Json.text(object, "spec.group");
                if (!name.equals(expected)) {
                    throw ApiError.invalid(
                            type,
                            name,
                            "metadata.name",
                            "Invalid value: \"" + name + "\": must be spec.names.plural+\".\"+spec.group");
                }
            }
            default -> {
                if (type.custom()) {
                    CustomObjects.validate(type, object);
                }
            }
        }
    }

    private static void containers(ResourceType type, ObjectNode object, String path) {
        var containers = Json.at(object, path);
        if (!containers.isArray() || containers.isEmpty()) {
            throw ApiError.invalid(type, Json.name(object), path, "Required value");
        }
        for (int i = 0; i < containers.size(); i++) {
            for (var field : new String[] {"name", "image"}) {
                if (Json.text(containers.get(i), field).isEmpty()) {
                    throw ApiError.invalid(type, Json.name(object), path + "[" + i + "]." + field, "Required value");
                }
            }
        }
    }
}
