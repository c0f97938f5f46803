package io.homelab.simulator.kubernetes.apiserver;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The patches of Kubernetes for those who patch manifests instead of living objects. */
public final class Merging {
    private Merging() {}

    /** Strategic where Kubernetes knows the kind, a JSON merge elsewhere. */
    public static ObjectNode strategic(ObjectNode target, ObjectNode patch) {
        return Builtins.ALL.stream()
                .filter(type -> type.apiVersion().equals(Json.text(target, "apiVersion"))
                        && type.kind().equals(Json.text(target, "kind")))
                .findFirst()
                .map(type -> Patches.strategic(type, target, patch))
                .orElseGet(() -> Patches.merge(target, patch));
    }

    public static ObjectNode merge(ObjectNode target, ObjectNode patch) {
        return Patches.merge(target, patch);
    }

    /** RFC 6902; throws {@link ApiError} when the target is not as the patch expects. */
    public static ObjectNode json6902(ObjectNode target, JsonNode operations) {
        return JsonPatch.apply(target, operations);
    }
}
