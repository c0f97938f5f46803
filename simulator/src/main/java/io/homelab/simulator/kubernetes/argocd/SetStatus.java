package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The conditions and resources of an ApplicationSet. */
final class SetStatus {
    private static final String DONE = "All applications have been generated successfully";

    private final Api api;

    SetStatus(Api api) {
        this.api = api;
    }

    void failed(ObjectNode set, String reason, String message) {
        api.status(Names.SETS, set, status -> {
            condition(status, "ErrorOccurred", "True", reason, message);
            condition(status, "ParametersGenerated", "False", "ErrorOccurred", message);
            condition(status, "ResourcesUpToDate", "False", reason, message);
        });
    }

    /** @param failure of a write; empty for none */
    void settled(ObjectNode set, String failure, List<ObjectNode> applications) {
        var tried = Json.ensure(set.deepCopy(), "status");
        settle(tried, failure, applications);
        if (!tried.equals(set.path("status"))) {
            api.status(Names.SETS, set, status -> settle(status, failure, applications));
        }
    }

    private void settle(ObjectNode status, String failure, List<ObjectNode> applications) {
        var fine = failure.isEmpty();
        var reason = fine ? "ApplicationSetUpToDate" : "UpdateApplicationError";
        condition(status, "ErrorOccurred", fine ? "False" : "True", reason, fine ? DONE : failure);
        condition(
                status,
                "ParametersGenerated",
                "True",
                "ParametersGenerated",
                "Successfully generated parameters for all Applications");
        condition(status, "ResourcesUpToDate", fine ? "True" : "False", reason, fine ? DONE : failure);
        var resources = status.putArray("resources");
        for (var application : applications) {
            var entry = resources
                    .addObject()
                    .put("group", "argoproj.io")
                    .put("version", "v1alpha1")
                    .put("kind", "Application")
                    .put("namespace", Json.namespace(application))
                    .put("name", Json.name(application))
                    .put("status", Json.text(application, "status.sync.status"));
            entry.putObject("health").put("status", Json.text(application, "status.health.status"));
        }
    }

    private void condition(ObjectNode status, String type, String value, String reason, String message) {
        var list = status.get("conditions") instanceof ArrayNode there ? there : status.putArray("conditions");
        for (var item : list) {
            if (Json.text(item, "type").equals(type)) {
                var condition = (ObjectNode) item;
                if (!Json.text(condition, "status").equals(value)
                        || !Json.text(condition, "message").equals(message)) {
                    condition.put("lastTransitionTime", api.now());
                }
                condition.put("status", value).put("reason", reason).put("message", message);
                return;
            }
        }
        list.addObject()
                .put("type", type)
                .put("status", value)
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", api.now());
    }
}
