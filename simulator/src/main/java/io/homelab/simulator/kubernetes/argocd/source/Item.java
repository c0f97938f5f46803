package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A resource on its way through kustomize: patches and references find it by the names it once had. */
final class Item {
    private final ObjectNode object;
    private final Set<String> formerNames = new LinkedHashSet<>();
    private boolean hashed;

    Item(ObjectNode object) {
        this.object = object;
        formerNames.add(Json.name(object));
    }

    ObjectNode object() {
        return object;
    }

    String kind() {
        return Json.text(object, "kind");
    }

    String group() {
        var version = Json.text(object, "apiVersion");
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }

    String version() {
        var version = Json.text(object, "apiVersion");
        return version.substring(version.indexOf('/') + 1);
    }

    String name() {
        return Json.name(object);
    }

    void rename(String name) {
        formerNames.add(name());
        Json.meta(object).put("name", name);
    }

    boolean everNamed(String name) {
        return name().equals(name) || formerNames.contains(name);
    }

    Set<String> formerNames() {
        return formerNames;
    }

    /** Whether a hash of the contents ends the name in the end. */
    boolean hashed() {
        return hashed;
    }

    void hashed(boolean yes) {
        hashed = yes;
    }

    boolean same(Item other) {
        return kind().equals(other.kind())
                && group().equals(other.group())
                && name().equals(other.name())
                && Json.namespace(object).equals(Json.namespace(other.object));
    }

    String id() {
        var namespace = Json.namespace(object);
        return kind() + "." + version() + "." + (group().isEmpty() ? "[noGrp]" : group()) + "/" + name() + "."
                + (namespace.isEmpty() ? "[noNs]" : namespace);
    }
}
