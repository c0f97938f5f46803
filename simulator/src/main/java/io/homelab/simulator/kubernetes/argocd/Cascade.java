package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import tools.jackson.databind.node.ObjectNode;

/** Deletes what a deleted application had, and then lets go of it. */
final class Cascade {
    private final Api api;
    private final Tracked tracked;

    Cascade(Api api, Tracked tracked) {
        this.api = api;
        this.tracked = tracked;
    }

    void advance(ObjectNode application) {
        var held = Json.texts(Json.at(application, "metadata.finalizers")).stream()
                .anyMatch(finalizer -> finalizer.startsWith(Names.FINALIZER));
        if (!held) {
            return;
        }
        var left = tracked.of(Json.name(application));
        for (var live : left) {
            if (!live.object().path("metadata").has("deletionTimestamp")) {
                api.delete(live.resource(), live.object(), Deletion.BACKGROUND);
            }
        }
        if (left.isEmpty()) {
            api.change(Names.APPLICATIONS, application, "", live -> {
                var kept = Json.array();
                for (var finalizer : Json.texts(Json.at(live, "metadata.finalizers"))) {
                    if (!finalizer.startsWith(Names.FINALIZER)) {
                        kept.add(finalizer);
                    }
                }
                Json.meta(live).set("finalizers", kept);
            });
        }
    }
}
