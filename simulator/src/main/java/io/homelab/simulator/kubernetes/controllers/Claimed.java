package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Selectors;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The claims that a pod names, as the scheduler minds them. */
final class Claimed {
    static final String LOCAL_PATH = "rancher.io/local-path";
    static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

    private final Api api;

    Claimed(Api api) {
        this.api = api;
    }

    /** The class of a claim, when its provisioner is one that exists here. */
    static Optional<ObjectNode> simulatedClass(Api api, ObjectNode claim) {
        var name = Json.text(claim, "spec.storageClassName");
        return name.isEmpty()
                ? Optional.empty()
                : api.find("storageclasses.storage.k8s.io", "", name)
                        .filter(sort -> Json.text(sort, "provisioner").equals(LOCAL_PATH));
    }

    static boolean waits(ObjectNode sort) {
        return Json.text(sort, "volumeBindingMode").equals("WaitForFirstConsumer");
    }

    private static List<String> names(ObjectNode pod) {
        return Json.at(pod, "spec.volumes")
                .valueStream()
                .map(volume -> Json.text(volume, "persistentVolumeClaim.claimName"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Why no node can take the pod yet; empty when none of its claims is in the way. */
    String obstacle(ObjectNode pod) {
        for (var name : names(pod)) {
            var claim = api.find("persistentvolumeclaims", Json.namespace(pod), name);
            if (claim.isEmpty()) {
                return "persistentvolumeclaim \"" + name + "\" not found";
            }
            if (unbound(claim.get())
                    && simulatedClass(api, claim.get())
                            .filter(sort -> !waits(sort))
                            .isPresent()) {
                return "pod has unbound immediate PersistentVolumeClaims";
            }
        }
        return "";
    }

    /** Claims that get their volume once a node is chosen. */
    List<ObjectNode> waiting(ObjectNode pod) {
        return names(pod).stream()
                .flatMap(name -> api.find("persistentvolumeclaims", Json.namespace(pod), name).stream())
                .filter(claim -> unbound(claim)
                        && simulatedClass(api, claim).filter(Claimed::waits).isPresent())
                .toList();
    }

    private static boolean unbound(ObjectNode claim) {
        return !Json.text(claim, "status.phase").equals("Bound");
    }

    void choose(ObjectNode claim, String node) {
        api.change("persistentvolumeclaims", claim, "", live -> Json.ensure(live, "metadata.annotations")
                .put(SELECTED_NODE, node));
    }

    /** Whether a node has all volumes that are bound already. */
    boolean has(ObjectNode pod, ObjectNode node) {
        return names(pod).stream()
                .flatMap(name -> api.find("persistentvolumeclaims", Json.namespace(pod), name).stream())
                .allMatch(claim -> {
                    var chosen = claim.path("metadata")
                            .path("annotations")
                            .path(SELECTED_NODE)
                            .asString("");
                    if (unbound(claim) && !chosen.isEmpty()) {
                        return chosen.equals(Json.name(node));
                    }
                    return api.find("persistentvolumes", "", Json.text(claim, "spec.volumeName"))
                            .map(volume -> fits(volume, node))
                            .orElse(true);
                });
    }

    private static boolean fits(ObjectNode volume, ObjectNode node) {
        var terms = Json.at(volume, "spec.nodeAffinity.required.nodeSelectorTerms");
        return terms.isEmpty()
                || terms.valueStream()
                        .anyMatch(term -> Selectors.matches(
                                Json.object().set("matchExpressions", term.path("matchExpressions")),
                                Json.at(node, "metadata.labels")));
    }
}
