package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pods with names and volumes of their own, one after the other. */
final class StatefulSetController implements Controller {
    private static final String HASH = "controller-revision-hash";
    private static final String SETS = "statefulsets.apps";
    private final Api api;

    StatefulSetController(Api api) {
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
        Owners.adopt(api, "pods", set, pod -> Json.name(pod).startsWith(Json.name(set) + "-"));
        var pods = Owners.owned(api, "pods", set).stream().collect(Collectors.toMap(Json::name, Function.identity()));
        var wanted = Json.number(set, "spec.replicas", 1);
        var parallel = Json.text(set, "spec.podManagementPolicy").equals("Parallel");
        var hash = Owners.hash(set);
        var ready = 0;
        var updated = 0;
        var waiting = false;
        for (int i = 0; i < wanted; i++) {
            var pod = pods.get(Json.name(set) + "-" + i);
            if (pod == null && (parallel || !waiting)) {
                create(set, i, hash);
            }
            var up = pod != null && Conditions.is(pod, "Ready") && !Owners.doomed(pod);
            waiting |= !up;
            ready += up ? 1 : 0;
            updated += pod != null && hash(pod).equals(hash) ? 1 : 0;
        }
        shrink(set, pods, wanted);
        if (ready == wanted) {
            pods.values().stream()
                    .filter(pod -> !hash(pod).equals(hash) && !Owners.doomed(pod))
                    .max(java.util.Comparator.comparing(Json::name))
                    .ifPresent(pod -> api.delete("pods", pod, Deletion.BACKGROUND));
        }
        status(set, pods.size(), ready, updated, hash);
    }

    private static String hash(ObjectNode pod) {
        return pod.path("metadata").path("labels").path(HASH).asString("");
    }

    private void shrink(ObjectNode set, Map<String, ObjectNode> pods, int wanted) {
        for (int i = pods.size() + wanted; i >= wanted; i--) {
            var pod = pods.get(Json.name(set) + "-" + i);
            if (pod != null && !Owners.doomed(pod)) {
                api.delete("pods", pod, Deletion.BACKGROUND);
                return;
            }
        }
    }

    private void create(ObjectNode set, int ordinal, String hash) {
        var name = Json.name(set) + "-" + ordinal;
        var pod = Owners.pod(set, name);
        Json.ensure(pod, "metadata.labels")
                .put(HASH, hash)
                .put("statefulset.kubernetes.io/pod-name", name)
                .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
        var spec = Json.ensure(pod, "spec");
        for (var template : Json.at(set, "spec.volumeClaimTemplates")) {
            var claim = (ObjectNode) template.deepCopy();
            var volume = Json.name(template);
            Json.meta(claim).put("name", volume + "-" + name).put("namespace", Json.namespace(set));
            claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim").remove("status");
            api.ensure("persistentvolumeclaims", claim);
            var volumes = spec.get("volumes") instanceof ArrayNode list ? list : spec.putArray("volumes");
            volumes.addObject()
                    .put("name", volume)
                    .putObject("persistentVolumeClaim")
                    .put("claimName", volume + "-" + name);
        }
        api.ensure("pods", pod);
    }

    private void status(ObjectNode set, int replicas, int ready, int updated, String hash) {
        var generation = Json.number(set, "metadata.generation", 1);
        api.status(SETS, set, status -> status.put("replicas", replicas)
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("currentReplicas", updated)
                .put("updatedReplicas", updated)
                .put("currentRevision", Json.name(set) + "-" + hash)
                .put("updateRevision", Json.name(set) + "-" + hash)
                .put("observedGeneration", generation));
    }
}
