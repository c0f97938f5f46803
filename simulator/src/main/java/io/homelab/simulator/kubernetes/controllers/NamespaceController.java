package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.world.Faults;
import tools.jackson.databind.node.ObjectNode;

/** Furnishes new namespaces and empties those that are deleted. */
final class NamespaceController implements Controller {
    private static final String REMAINING = "NamespaceFinalizersRemaining";

    private final Api api;
    private final Faults faults;
    private final String cluster;

    NamespaceController(Api api, Faults faults, String cluster) {
        this.api = api;
        this.faults = faults;
        this.cluster = cluster;
    }

    @Override
    public void reconcile() {
        for (var namespace : api.list("namespaces", "")) {
            if (Owners.doomed(namespace)) {
                empty(namespace);
            } else {
                furnish(Json.name(namespace));
            }
        }
    }

    private void furnish(String namespace) {
        api.ensure("serviceaccounts", Json.of("{'metadata':{'name':'default','namespace':'" + namespace + "'}}"));
        api.ensure(
                "configmaps",
                Json.of("{'metadata':{'name':'kube-root-ca.crt','namespace':'" + namespace
                        + "'},'data':{'ca.crt':'simulated'}}"));
    }

    private void empty(ObjectNode namespace) {
        var left = false;
        for (var resource : api.resources()) {
            for (var object : api.list(resource, Json.name(namespace))) {
                if (Json.namespace(object).equals(Json.name(namespace))) {
                    left = true;
                    if (!Owners.doomed(object)) {
                        api.delete(resource, object, Deletion.BACKGROUND);
                    }
                }
            }
        }
        if (left) {
            return;
        }
        var stuck = faults.meet("kubernetes", "terminate " + cluster, Json.name(namespace));
        if (stuck.isPresent()) {
            api.status(
                    "namespaces",
                    namespace,
                    status -> Conditions.set(
                            status,
                            REMAINING,
                            "True",
                            "SomeFinalizersRemain",
                            stuck.get().message(),
                            api.now()));
        } else {
            api.change("namespaces", namespace, "", live -> Json.ensure(live, "spec")
                    .putArray("finalizers"));
        }
    }
}
