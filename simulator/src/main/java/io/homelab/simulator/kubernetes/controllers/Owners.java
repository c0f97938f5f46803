package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Selectors;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Who controls what. */
final class Owners {
    private Owners() {}

    static void own(ObjectNode owned, ObjectNode owner) {
        Json.meta(owned)
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", Json.text(owner, "apiVersion"))
                .put("kind", Json.text(owner, "kind"))
                .put("name", Json.name(owner))
                .put("uid", Json.uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    static boolean owns(ObjectNode owner, ObjectNode owned) {
        for (var reference : Json.at(owned, "metadata.ownerReferences")) {
            if (Json.text(reference, "uid").equals(Json.uid(owner))) {
                return true;
            }
        }
        return false;
    }

    static List<ObjectNode> owned(Api api, String resource, ObjectNode owner) {
        return api.list(resource, Json.namespace(owner), object -> owns(owner, object));
    }

    /** Takes what matches the owner's selector and has no controller yet, as after a restore. */
    static void adopt(Api api, String resource, ObjectNode owner, Predicate<ObjectNode> wanted) {
        var selector = Json.at(owner, "spec.selector");
        if (!selector.isObject() || selector.isEmpty()) {
            return;
        }
        var orphans = api.list(
                resource,
                Json.namespace(owner),
                object -> !doomed(object)
                        && !controlled(object)
                        && Selectors.matches(selector, Json.at(object, "metadata.labels"))
                        && wanted.test(object));
        orphans.forEach(orphan -> api.change(resource, orphan, "", live -> own(live, owner)));
    }

    private static boolean controlled(ObjectNode object) {
        return Json.at(object, "metadata.ownerReferences")
                .valueStream()
                .anyMatch(reference -> reference.path("controller").asBoolean(false));
    }

    static boolean doomed(ObjectNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    /** A pod from a workload's template. */
    static ObjectNode pod(ObjectNode owner, String name) {
        var template = Json.at(owner, "spec.template");
        var pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
        var meta = template.path("metadata").isObject()
                ? (ObjectNode) template.path("metadata").deepCopy()
                : Json.object();
        meta.remove(List.of("creationTimestamp", "name"));
        meta.put("namespace", Json.namespace(owner));
        if (name.endsWith("-")) {
            meta.put("generateName", name);
        } else {
            meta.put("name", name);
        }
        pod.set("metadata", meta);
        pod.set("spec", template.path("spec").deepCopy());
        own(pod, owner);
        return pod;
    }

    /** A short name for a template, the same for the same template. */
    static String hash(ObjectNode owner) {
        return Integer.toString(Json.at(owner, "spec.template").hashCode() & 0x7fffffff, 36);
    }
}
