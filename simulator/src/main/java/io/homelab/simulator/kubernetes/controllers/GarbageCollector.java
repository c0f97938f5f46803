package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes what nobody owns any more, and finishes deletions that wait for dependents. */
final class GarbageCollector implements Controller {
    private final Api api;

    GarbageCollector(Api api) {
        this.api = api;
    }

    private record Found(String resource, ObjectNode object) {}

    @Override
    public void reconcile() {
        var all = new ArrayList<Found>();
        var uids = new HashSet<String>();
        for (var resource : api.resources()) {
            var concerned = api.list(resource, "", object -> {
                uids.add(Json.uid(object));
                return Owners.doomed(object)
                        || !Json.at(object, "metadata.ownerReferences").isEmpty();
            });
            concerned.forEach(object -> all.add(new Found(resource, object)));
        }
        for (var found : all) {
            var finalizers = Json.texts(Json.at(found.object(), "metadata.finalizers"));
            if (Owners.doomed(found.object()) && finalizers.contains("foregroundDeletion")) {
                foreground(found, all);
            } else if (Owners.doomed(found.object()) && finalizers.contains("orphan")) {
                orphan(found, all);
            } else if (!Owners.doomed(found.object()) && abandoned(found.object(), uids)) {
                api.delete(found.resource(), found.object(), Deletion.BACKGROUND);
            }
        }
    }

    private static boolean abandoned(ObjectNode object, HashSet<String> uids) {
        var owners = Json.at(object, "metadata.ownerReferences");
        for (var owner : owners) {
            if (uids.contains(Json.text(owner, "uid"))) {
                return false;
            }
        }
        return !owners.isEmpty();
    }

    private void foreground(Found owner, List<Found> all) {
        var dependents = all.stream()
                .filter(f -> Owners.owns(owner.object(), f.object()))
                .toList();
        for (var dependent : dependents) {
            if (!Owners.doomed(dependent.object())) {
                api.delete(dependent.resource(), dependent.object(), new Deletion("Foreground", -1, "", "", false));
            }
        }
        if (dependents.isEmpty()) {
            release(owner, "foregroundDeletion");
        }
    }

    private void orphan(Found owner, List<Found> all) {
        for (var dependent : all) {
            if (Owners.owns(owner.object(), dependent.object())) {
                api.change(dependent.resource(), dependent.object(), "", live -> {
                    var kept = Json.array();
                    for (var reference : Json.at(live, "metadata.ownerReferences")) {
                        if (!Json.text(reference, "uid").equals(Json.uid(owner.object()))) {
                            kept.add(reference);
                        }
                    }
                    Json.meta(live).set("ownerReferences", kept);
                });
            }
        }
        release(owner, "orphan");
    }

    private void release(Found found, String finalizer) {
        api.change(found.resource(), found.object(), "", live -> {
            if (Json.meta(live).get("finalizers") instanceof ArrayNode list) {
                for (int i = list.size() - 1; i >= 0; i--) {
                    if (list.get(i).asString("").equals(finalizer)) {
                        list.remove(i);
                    }
                }
            }
        });
    }
}
