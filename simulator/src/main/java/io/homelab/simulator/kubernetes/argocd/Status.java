package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a comparison found into an application; it has no status subresource. */
final class Status {
    private final Api api;

    Status(Api api) {
        this.api = api;
    }

    record Condition(String type, String message) {}

    /**
     * How the application was looked at.
     *
     * @param refreshed whether Git was asked
     * @param asked whether it was asked because somebody wanted so: a request that comes later is not taken away
     */
    record Look(boolean refreshed, boolean asked) {}

    /** No comparison was possible: what was known of health stays, and is Healthy when nothing was known. */
    void unknown(ObjectNode application, List<Condition> conditions, boolean invalid, Look look) {
        change(application, look, status -> {
            var sync = Json.ensure(status, "sync").put("status", "Unknown");
            compared(sync, application);
            if (invalid) {
                health(status, new Health("Unknown", ""));
            } else if (Json.text(status, "health.status").isEmpty()) {
                health(status, Health.HEALTHY);
            }
            conditions(status, conditions);
        });
    }

    void write(
            ObjectNode application, String revision, Comparison.Result result, List<Condition> conditions, Look look) {
        change(application, look, status -> {
            var sync = Json.ensure(status, "sync").put("status", result.sync()).put("revision", revision);
            compared(sync, application);
            health(status, result.health());
            status.set("resources", result.resources());
            status.put("sourceType", result.kustomize() ? "Kustomize" : "Directory");
            Json.ensure(status, "summary").set("images", Json.strings(result.images()));
            conditions(status, conditions);
        });
    }

    private void change(ObjectNode application, Look look, java.util.function.Consumer<ObjectNode> change) {
        var tried = application.deepCopy();
        change.accept(Json.ensure(tried, "status"));
        if (!look.refreshed() && tried.equals(application)) {
            return; // a write that changes nothing costs as much as one that does
        }
        api.change(Names.APPLICATIONS, application, "", live -> {
            var status = Json.ensure(live, "status");
            change.accept(status);
            status.put("controllerNamespace", Names.NAMESPACE).put("resourceHealthSource", "appTree");
            if (look.refreshed()) {
                status.put("reconciledAt", api.now());
                if (look.asked() && live.path("metadata").path("annotations") instanceof ObjectNode annotations) {
                    annotations.remove(Names.REFRESH);
                }
            }
        });
    }

    private static void compared(ObjectNode sync, ObjectNode application) {
        var to = sync.putObject("comparedTo");
        to.set("source", Json.at(application, "spec.source").deepCopy());
        to.set("destination", Json.at(application, "spec.destination").deepCopy());
    }

    private void health(ObjectNode status, Health health) {
        var before = Json.text(status, "health.status");
        var into = Json.ensure(status, "health").put("status", health.status());
        if (health.message().isEmpty()) {
            into.remove("message");
        } else {
            into.put("message", health.message());
        }
        if (!before.equals(health.status())) {
            into.put("lastTransitionTime", api.now());
        }
    }

    private void conditions(ObjectNode status, List<Condition> conditions) {
        var before = status.path("conditions");
        var list = Json.array();
        for (var condition : conditions) {
            list.addObject()
                    .put("type", condition.type())
                    .put("message", condition.message())
                    .put("lastTransitionTime", since(before, condition));
        }
        if (list.isEmpty()) {
            status.remove("conditions");
        } else {
            status.set("conditions", list);
        }
    }

    private String since(JsonNode before, Condition condition) {
        if (before instanceof ArrayNode list) {
            for (var old : list) {
                if (Json.text(old, "type").equals(condition.type())
                        && Json.text(old, "message").equals(condition.message())) {
                    return Json.text(old, "lastTransitionTime");
                }
            }
        }
        return api.now();
    }
}
