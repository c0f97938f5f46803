package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a living resource is as desired: only fields that are desired count, and those that once were. */
final class Difference {
    static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Difference() {}

    static boolean between(ObjectNode desired, ObjectNode live) {
        if (!within(desired, live)) {
            return true;
        }
        var last = live.path("metadata").path("annotations").path(LAST_APPLIED).asString("");
        if (last.isEmpty()) {
            return false;
        }
        try {
            return dropped(Json.of(last.replace("'", "\\u0027")), desired, live);
        } catch (JacksonException | ClassCastException e) {
            return false; // somebody wrote nonsense into the annotation: Argo CD then compares without it
        }
    }

    private static boolean within(JsonNode desired, JsonNode live) {
        if (desired.isObject()) {
            if (!live.isObject()) {
                return desired.isEmpty() && (live.isMissingNode() || live.isNull());
            }
            for (var field : desired.properties()) {
                if (!within(field.getValue(), live.path(field.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        if (desired.isArray()) {
            if (live.isMissingNode() || live.size() != desired.size()) {
                return desired.isEmpty() && live.isEmpty();
            }
            for (int i = 0; i < desired.size(); i++) {
                if (!within(desired.get(i), live.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (desired.isNull()) {
            return live.isMissingNode() || live.isNull();
        }
        return desired.equals(live)
                || desired.isValueNode()
                        && live.isValueNode()
                        && desired.asString("").equals(live.asString("-"))
                        && desired.isNumber() == live.isNumber();
    }

    /** Whether something that was applied is desired no longer, yet still there. */
    private static boolean dropped(JsonNode last, JsonNode desired, JsonNode live) {
        for (var field : last.properties()) {
            var name = field.getKey();
            if (!live.has(name)) {
                continue;
            }
            if (!desired.has(name)) {
                return true;
            }
            if (dropped(field.getValue(), desired.path(name), live.path(name))) {
                return true;
            }
        }
        return false;
    }
}
