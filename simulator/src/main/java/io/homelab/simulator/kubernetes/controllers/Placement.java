package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Selectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a node takes a pod. */
final class Placement {
    private Placement() {}

    /** Why it does not; empty when it does. */
    static String obstacle(ObjectNode pod, ObjectNode node) {
        var spec = pod.path("spec");
        if (Json.at(node, "spec.unschedulable").asBoolean(false)
                && !tolerated(spec, Json.of("{'key':'node.kubernetes.io/unschedulable','effect':'NoSchedule'}"))) {
            return "were unschedulable";
        }
        for (var taint : Json.at(node, "spec.taints")) {
            if (!Json.text(taint, "effect").equals("PreferNoSchedule") && !tolerated(spec, taint)) {
                return "had untolerated taint {" + Json.text(taint, "key") + ": " + Json.text(taint, "value") + "}";
            }
        }
        var labels = Json.at(node, "metadata.labels");
        for (var wanted : spec.path("nodeSelector").properties()) {
            if (!labels.path(wanted.getKey())
                    .asString("\u0000")
                    .equals(wanted.getValue().asString(""))) {
                return "didn't match Pod's node affinity/selector";
            }
        }
        var terms =
                Json.at(spec, "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms");
        return !terms.isArray() || terms.isEmpty() || anyTerm(terms, node, labels)
                ? ""
                : "didn't match Pod's node affinity/selector";
    }

    private static boolean anyTerm(JsonNode terms, ObjectNode node, JsonNode labels) {
        for (var term : terms) {
            var fits = true;
            for (var field : term.path("matchFields")) {
                fits &= Json.texts(field.path("values")).contains(Json.name(node));
            }
            if (fits
                    && Selectors.matches(
                            Json.object().set("matchExpressions", term.path("matchExpressions")), labels)) {
                return true;
            }
        }
        return false;
    }

    static boolean tolerated(JsonNode spec, JsonNode taint) {
        for (var toleration : spec.path("tolerations")) {
            var key = Json.text(toleration, "key");
            var effect = Json.text(toleration, "effect");
            var anyKey = key.isEmpty() && Json.text(toleration, "operator").equals("Exists");
            var value = Json.text(toleration, "operator").equals("Exists")
                    || Json.text(toleration, "value").equals(Json.text(taint, "value"));
            if ((anyKey || key.equals(Json.text(taint, "key")) && value)
                    && (effect.isEmpty() || effect.equals(Json.text(taint, "effect")))) {
                return true;
            }
        }
        return false;
    }
}
