package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for a sync when the policy says so: once for a commit, and again only to heal. */
final class AutoSync {
    private static final Duration HEAL_AFTER = Duration.ofSeconds(5);

    private final Api api;
    private final Pace pace;

    AutoSync(Api api, Pace pace) {
        this.api = api;
        this.pace = pace;
    }

    private static boolean automated(ObjectNode application) {
        var automated = Json.at(application, "spec.syncPolicy.automated");
        return automated.isObject() && automated.path("enabled").asBoolean(true);
    }

    private static boolean policy(ObjectNode application, String name) {
        return Json.at(application, "spec.syncPolicy.automated." + name).asBoolean(false);
    }

    /** Why it does not sync although the application is OutOfSync, where that is an error. */
    Optional<Status.Condition> trouble(ObjectNode application, String revision, Comparison.Result result) {
        if (!automated(application) || result.sync().equals("Synced")) {
            return Optional.empty();
        }
        var phase = Json.text(application, "status.operationState.phase");
        if (attempted(application, revision) && (phase.equals("Failed") || phase.equals("Error"))) {
            return Optional.of(new Status.Condition(
                    "SyncError",
                    "Failed last sync attempt to " + revision + ": "
                            + Json.text(application, "status.operationState.message") + " (retried "
                            + Json.number(application, "status.operationState.retryCount", 0) + " times)."));
        }
        if (wipes(application, result)) {
            return Optional.of(new Status.Condition(
                    "SyncError", "Skipping sync attempt to " + revision + ": auto-sync will wipe out all resources"));
        }
        return Optional.empty();
    }

    private static boolean wipes(ObjectNode application, Comparison.Result result) {
        return policy(application, "prune")
                && !policy(application, "allowEmpty")
                && result.resources().size() == result.outOfSync().size()
                && result.outOfSync().stream()
                        .allMatch(entry -> entry.path("requiresPruning").asBoolean(false));
    }

    private static boolean attempted(ObjectNode application, String revision) {
        var state = application.path("status").path("operationState");
        return Json.text(state, "syncResult.revision").equals(revision)
                && same(Json.at(application, "spec.source"), Json.at(state, "syncResult.source"));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return without(one).equals(without(other));
    }

    private static JsonNode without(JsonNode source) {
        var copy = source.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("targetRevision");
        }
        return copy;
    }

    void consider(ObjectNode application, String revision, Comparison.Result result) {
        var phase = Json.text(application, "status.operationState.phase");
        if (!automated(application)
                || result.sync().equals("Synced")
                || application.has("operation")
                || phase.equals("Running")
                || phase.equals("Terminating")
                || trouble(application, revision, result).isPresent()) {
            return;
        }
        var prune = policy(application, "prune");
        if (!prune
                && result.outOfSync().stream()
                        .allMatch(entry -> entry.path("requiresPruning").asBoolean(false))) {
            return;
        }
        var heals = attempted(application, revision);
        if (heals && (!policy(application, "selfHeal") || !healingTime(application))) {
            return;
        }
        api.change(Names.APPLICATIONS, application, "", live -> {
            if (!live.has("operation") && live.path("spec").equals(application.path("spec"))) {
                live.set("operation", operation(application, revision, result, prune, heals));
            }
        });
    }

    private boolean healingTime(ObjectNode application) {
        var finished = Json.text(application, "status.operationState.finishedAt");
        return finished.isEmpty()
                || Duration.between(Instant.parse(finished), Instant.parse(api.now()))
                                .compareTo(pace.scaled(HEAL_AFTER))
                        >= 0;
    }

    private static ObjectNode operation(
            ObjectNode application, String revision, Comparison.Result result, boolean prune, boolean heals) {
        var operation = Json.object();
        var sync = operation.putObject("sync").put("revision", revision);
        if (prune) {
            sync.put("prune", true);
        }
        var options = Json.at(application, "spec.syncPolicy.syncOptions");
        if (!options.isEmpty()) {
            sync.set("syncOptions", options.deepCopy());
        }
        if (heals) {
            var resources = sync.putArray("resources");
            for (var entry : result.outOfSync()) {
                var key = Key.listed(entry);
                var one = resources.addObject();
                if (!key.group().isEmpty()) {
                    one.put("group", key.group());
                }
                one.put("kind", key.kind()).put("name", key.name());
                if (!key.namespace().isEmpty()) {
                    one.put("namespace", key.namespace());
                }
            }
        }
        operation.putObject("initiatedBy").put("automated", true);
        var retry = Json.at(application, "spec.syncPolicy.retry");
        operation.set(
                "retry", retry.isObject() ? retry.deepCopy() : Json.object().put("limit", 5));
        return operation;
    }
}
