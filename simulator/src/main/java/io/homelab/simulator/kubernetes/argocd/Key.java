package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A resource as Argo CD names it. */
record Key(String group, String kind, String namespace, String name) {
    static Key of(JsonNode object) {
        var version = Json.text(object, "apiVersion");
        return new Key(
                version.contains("/") ? version.substring(0, version.indexOf('/')) : "",
                Json.text(object, "kind"),
                Json.namespace(object),
                Json.name(object));
    }

    /** Of an entry in a list of resources. */
    static Key listed(JsonNode entry) {
        return new Key(
                Json.text(entry, "group"),
                Json.text(entry, "kind"),
                Json.text(entry, "namespace"),
                Json.text(entry, "name"));
    }

    /** The tracking annotation's value. */
    String tracking(String application) {
        return application + ":" + group + "/" + kind + ":" + namespace + "/" + name;
    }

    String shown() {
        return group.isEmpty() ? "/" + kind + "/" + name : group + "/" + kind + "/" + name;
    }

    ObjectNode entry(String version) {
        var entry = Json.object();
        if (!group.isEmpty()) {
            entry.put("group", group);
        }
        entry.put("version", version).put("kind", kind);
        if (!namespace.isEmpty()) {
            entry.put("namespace", namespace);
        }
        return entry.put("name", name);
    }
}
