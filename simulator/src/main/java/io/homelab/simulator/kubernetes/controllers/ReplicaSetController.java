package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.Comparator;
import tools.jackson.databind.node.ObjectNode;

/** As many pods as a replica set wants. */
final class ReplicaSetController implements Controller {
    private static final String SETS = "replicasets.apps";
    private final Api api;

    ReplicaSetController(Api api) {
        this.api = api;
    }

    @Override
    public void reconcile() {
        for (var set : api.list(SETS, "")) {
            if (!Owners.doomed(set)) {
                reconcile(set);
            }
        }
    }

    private void reconcile(ObjectNode set) {
        Owners.adopt(api, "pods", set, pod -> !Json.text(pod, "status.phase").equals("Succeeded"));
        var pods = Owners.owned(api, "pods", set).stream()
                .filter(pod -> !Owners.doomed(pod))
                .sorted(Comparator.comparing(pod -> Conditions.is(pod, "Ready")))
                .toList();
        var wanted = Json.number(set, "spec.replicas", 1);
        for (int i = pods.size(); i < wanted; i++) {
            var pod = api.create("pods", Owners.pod(set, Json.name(set) + "-"));
            Events.normal(api, set, "replicaset-controller", "SuccessfulCreate", "Created pod: " + Json.name(pod));
        }
        for (int i = 0; i < pods.size() - wanted; i++) {
            api.delete("pods", pods.get(i), Deletion.BACKGROUND);
        }
        var ready =
                (int) pods.stream().filter(pod -> Conditions.is(pod, "Ready")).count();
        var generation = Json.number(set, "metadata.generation", 1);
        api.status(SETS, set, status -> status.put("replicas", pods.size())
                .put("fullyLabeledReplicas", pods.size())
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("observedGeneration", generation));
    }
}
