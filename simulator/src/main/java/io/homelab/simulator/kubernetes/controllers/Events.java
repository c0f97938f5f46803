package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.node.ObjectNode;

/** What controllers tell people of an object, as {@code kubectl describe} shows it. */
final class Events {
    private Events() {}

    static void normal(Api api, ObjectNode about, String component, String reason, String message) {
        var namespace = Json.namespace(about).isEmpty() ? "default" : Json.namespace(about);
        var event = Json.object().put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata")
                .put(
                        "name",
                        Json.name(about) + "."
                                + Long.toHexString(ThreadLocalRandom.current().nextLong()))
                .put("namespace", namespace);
        event.putObject("involvedObject")
                .put("kind", Json.text(about, "kind"))
                .put("apiVersion", Json.text(about, "apiVersion"))
                .put("namespace", Json.namespace(about))
                .put("name", Json.name(about))
                .put("uid", Json.uid(about))
                .put("resourceVersion", Json.text(about, "metadata.resourceVersion"));
        event.put("type", "Normal").put("reason", reason).put("message", message);
        event.putObject("source").put("component", component);
        event.put("reportingComponent", component).put("reportingInstance", "");
        event.put("count", 1).put("firstTimestamp", api.now()).put("lastTimestamp", api.now());
        // A namespace that is being deleted takes no more of them.
        api.ensure("events", event);
    }
}
