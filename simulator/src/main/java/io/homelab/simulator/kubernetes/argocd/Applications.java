package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.argocd.source.SourceFailed;
import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.world.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The application controller: refreshes, compares, syncs. */
final class Applications {
    private final Api api;
    private final Sources sources;
    private final Pace pace;
    private final Validation validation;
    private final Tracked tracked;
    private final Comparison comparison;
    private final Status status;
    private final AutoSync autoSync;
    private final Operations operations;
    private final Cascade cascade;
    private final Map<String, Remembered> memory = new HashMap<>();

    Applications(Api api, Sources sources, Pace pace, Faults faults, String cluster) {
        this.api = api;
        this.sources = sources;
        this.pace = pace;
        validation = new Validation(api);
        tracked = new Tracked(api);
        comparison = new Comparison(api, tracked);
        status = new Status(api);
        autoSync = new AutoSync(api, pace);
        operations = new Operations(api, sources, pace, tracked, new Operations.Hangs(faults, cluster));
        cascade = new Cascade(api, tracked);
    }

    void reconcile() {
        sources.forget();
        tracked.forget();
        var known = new HashSet<String>();
        for (var application : api.list(Names.APPLICATIONS, Names.NAMESPACE)) {
            known.add(Json.uid(application));
            if (application.path("metadata").has("deletionTimestamp")) {
                cascade.advance(application);
            } else if (!application
                    .path("metadata")
                    .path("annotations")
                    .path("argocd.argoproj.io/skip-reconcile")
                    .asString("")
                    .equals("true")) {
                reconcile(application, memory.computeIfAbsent(Json.uid(application), uid -> new Remembered()));
            }
        }
        memory.keySet().retainAll(known);
    }

    private void reconcile(ObjectNode application, Remembered remembered) {
        if (Pace.passed(remembered.staleUntil)) {
            var asked = application.path("metadata").path("annotations").has(Names.REFRESH);
            var changed = !remembered.comparedSpec.equals(application.path("spec"));
            var goal = remembered.goal;
            var due = goal == null || asked || changed || remembered.lookAgain || Pace.passed(remembered.pollAt);
            if (goal == null || due) {
                goal = goal(application);
                remembered.goal = goal;
                remembered.comparedSpec = application.path("spec").deepCopy();
                remembered.refreshed(pace.polling(api));
            }
            compare(application, goal, new Status.Look(due, asked));
        }
        operations.advance(application, remembered);
    }

    private Remembered.Goal goal(ObjectNode application) {
        var invalid = validation.errors(application);
        if (!invalid.isEmpty()) {
            return new Remembered.Goal("", List.of(), invalid, "InvalidSpecError", false);
        }
        var source = Json.at(application, "spec.source");
        try {
            var target = sources.target(Json.name(application), source, Json.text(source, "targetRevision"));
            return new Remembered.Goal(
                    target.revision(),
                    Desired.of(application, target.manifests(), api),
                    List.of(),
                    "",
                    target.kustomize());
        } catch (SourceFailed e) {
            return new Remembered.Goal(
                    "",
                    List.of(),
                    List.of("Failed to load target state: failed to generate manifest for source 1 of 1: "
                            + e.getMessage()),
                    "ComparisonError",
                    false);
        }
    }

    private void compare(ObjectNode application, Remembered.Goal goal, Status.Look look) {
        var customized = api.find("configmaps", Names.NAMESPACE, "argocd-cm")
                .filter(map -> map.path("data").has("resource.customizations.health.argoproj.io_Application"))
                .isPresent();
        var conditions = new ArrayList<Status.Condition>();
        goal.errors().forEach(error -> conditions.add(new Status.Condition(goal.errorType(), error)));
        if (!conditions.isEmpty()) {
            status.unknown(application, conditions, goal.errorType().equals("InvalidSpecError"), look);
            return;
        }
        var result = comparison.compare(application, goal, customized);
        if (!result.shared().isEmpty()) {
            conditions.add(new Status.Condition("SharedResourceWarning", result.shared()));
        }
        autoSync.trouble(application, goal.revision(), result).ifPresent(conditions::add);
        status.write(application, goal.revision(), result, conditions, look);
        autoSync.consider(application, goal.revision(), result);
    }
}
