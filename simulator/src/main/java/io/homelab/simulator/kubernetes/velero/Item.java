package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.node.ObjectNode;

/** One object of a backup. */
record Item(String resource, ObjectNode object) {
    String namespace() {
        return Json.namespace(object);
    }

    String name() {
        return Json.name(object);
    }

    /** What it is known by in a backup. */
    String key() {
        return resource + " " + namespace() + "/" + name();
    }

    /** As in lists of resources: {@code apps/v1/Deployment}. */
    String sort() {
        return Json.text(object, "apiVersion") + "/" + Json.text(object, "kind");
    }

    String qualifiedName() {
        return namespace().isEmpty() ? name() : namespace() + "/" + name();
    }

    /** Its path in a tarball, {@code version} between the resource and the scope, or empty. */
    String path(String version) {
        return "resources/" + resource + "/" + (version.isEmpty() ? "" : version + "-preferredversion/")
                + (namespace().isEmpty() ? "cluster/" : "namespaces/" + namespace() + "/") + name() + ".json";
    }

    String version() {
        var full = Json.text(object, "apiVersion");
        return full.substring(full.indexOf('/') + 1);
    }
}
