package io.homelab.simulator.kubernetes.apiserver;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From one state of an object to the next. */
final class Revisions {
    private static final List<String> FIXED = List.of(
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "managedFields",
            "resourceVersion");

    private Revisions() {}

    /** The live object with what a write may change; a status write changes the status, another all but that. */
    static ObjectNode next(ResourceType type, ObjectNode live, ObjectNode written, String subresource) {
        ObjectNode next;
        if (subresource.equals("status")) {
            next = live.deepCopy();
            next.remove("status");
            if (written.has("status")) {
                next.set("status", written.get("status").deepCopy());
            }
        } else {
            next = written.deepCopy();
            if (type.has("status")) {
                next.remove("status");
                if (live.has("status")) {
                    next.set("status", live.get("status").deepCopy());
                }
            }
            var meta = Json.meta(next);
            // Managed fields survive whoever writes an object without them.
            var managed = meta.get("managedFields");
            for (var field : FIXED) {
                meta.remove(field);
                if (live.path("metadata").has(field)) {
                    meta.set(field, live.path("metadata").get(field).deepCopy());
                }
            }
            if (managed != null && !managed.isEmpty()) {
                meta.set("managedFields", managed);
            }
            if (!content(live).equals(content(next)) && live.path("metadata").has("generation")) {
                meta.put("generation", Json.number(live, "metadata.generation", 1) + 1);
            }
        }
        return next;
    }

    private static ObjectNode content(ObjectNode object) {
        var content = object.deepCopy();
        content.remove(List.of("metadata", "status", "apiVersion", "kind"));
        return content;
    }

    /** Whether nothing changed but who wrote it. */
    static boolean same(ObjectNode live, ObjectNode next) {
        return plain(live).equals(plain(next));
    }

    private static ObjectNode plain(ObjectNode object) {
        var plain = object.deepCopy();
        Json.meta(plain).remove(List.of("resourceVersion"));
        for (var entry : Json.at(plain, "metadata.managedFields")) {
            ((ObjectNode) entry).remove("time");
        }
        return plain;
    }

    /** Marks an object for deletion, with those who have to finish it. */
    static void doom(ResourceType type, ObjectNode object, Deletion deletion, String now) {
        var meta = Json.meta(object);
        var waiting = type.qualified().equals("pods")
                && !Json.text(object, "spec.nodeName").isEmpty();
        var grace = deletion.graceSeconds() >= 0
                ? deletion.graceSeconds()
                : waiting ? Json.number(object, "spec.terminationGracePeriodSeconds", 30) : 0;
        if (!meta.has("deletionTimestamp")) {
            meta.put("deletionTimestamp", now);
            if (meta.has("generation")) {
                meta.put("generation", Json.number(object, "metadata.generation", 1) + 1);
            }
            switch (deletion.propagation()) {
                case "Foreground" -> finalizers(meta).add("foregroundDeletion");
                case "Orphan" -> finalizers(meta).add("orphan");
                default -> meta.remove(List.of("nothing"));
            }
            if (type.qualified().equals("namespaces")) {
                Json.ensure(object, "status").put("phase", "Terminating");
            }
        }
        meta.put("deletionGracePeriodSeconds", waiting ? grace : 0);
    }

    private static ArrayNode finalizers(ObjectNode meta) {
        return meta.get("finalizers") instanceof ArrayNode list ? list : meta.putArray("finalizers");
    }

    /** Whether nobody holds a doomed object any more. */
    static boolean gone(ResourceType type, ObjectNode object) {
        var meta = object.path("metadata");
        return meta.has("deletionTimestamp")
                && meta.path("finalizers").isEmpty()
                && Json.number(object, "metadata.deletionGracePeriodSeconds", 0) == 0
                && (!type.qualified().equals("namespaces")
                        || Json.at(object, "spec.finalizers").isEmpty());
    }
}
