package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.HashMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A pod on every node that takes it. */
final class DaemonSetController implements Controller {
    private static final String HASH = "controller-revision-hash";
    private static final String SETS = "daemonsets.apps";
    private final Api api;

    DaemonSetController(Api api) {
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
        Owners.adopt(api, "pods", set, orphan -> true);
        var hash = Owners.hash(set);
        var pods = Owners.owned(api, "pods", set);
        var byNode = new HashMap<String, ObjectNode>();
        pods.forEach(pod -> byNode.put(target(pod), pod));
        var desired = 0;
        var ready = 0;
        var current = 0;
        var updated = 0;
        ObjectNode outdated = null;
        for (var node : api.list("nodes", "")) {
            var name = Json.name(node);
            var wanted = pod(set, name, hash);
            if (!Placement.obstacle(wanted, node).isEmpty()) {
                continue;
            }
            desired++;
            var pod = byNode.remove(name);
            if (pod == null) {
                var created = api.create("pods", wanted);
                Events.normal(
                        api, set, "daemonset-controller", "SuccessfulCreate", "Created pod: " + Json.name(created));
                continue;
            }
            current++;
            ready += Conditions.is(pod, "Ready") ? 1 : 0;
            if (pod.path("metadata").path("labels").path(HASH).asString("").equals(hash)) {
                updated++;
            } else if (outdated == null || !Conditions.is(pod, "Ready")) {
                outdated = pod;
            }
        }
        byNode.values().stream()
                .filter(pod -> !Owners.doomed(pod))
                .forEach(pod -> api.delete("pods", pod, Deletion.BACKGROUND));
        if (outdated != null && !Owners.doomed(outdated) && (ready == desired || !Conditions.is(outdated, "Ready"))) {
            // One at a time, and a broken one first.
            api.delete("pods", outdated, Deletion.BACKGROUND);
        }
        status(set, desired, current, ready, updated);
    }

    private void status(ObjectNode set, int desired, int current, int ready, int updated) {
        var generation = Json.number(set, "metadata.generation", 1);
        api.status(SETS, set, status -> status.put("desiredNumberScheduled", desired)
                .put("currentNumberScheduled", current)
                .put("numberMisscheduled", 0)
                .put("numberReady", ready)
                .put("numberAvailable", ready)
                .put("numberUnavailable", desired - ready)
                .put("updatedNumberScheduled", updated)
                .put("observedGeneration", generation));
    }

    /** The node a pod was made for, bound to it or not yet. */
    private static String target(ObjectNode pod) {
        var terms = Json.at(
                pod, "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms");
        var field = terms.path(0).path("matchFields").path(0).path("values").path(0);
        return field.isMissingNode() ? Json.text(pod, "spec.nodeName") : field.asString("");
    }

    private static ObjectNode pod(ObjectNode set, String node, String hash) {
        var pod = Owners.pod(set, Json.name(set) + "-");
        Json.ensure(pod, "metadata.labels").put(HASH, hash);
        var affinity = Json.ensure(pod, "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution");
        affinity.putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchFields")
                .addObject()
                .put("key", "metadata.name")
                .put("operator", "In")
                .putArray("values")
                .add(node);
        var spec = Json.ensure(pod, "spec");
        var tolerations = spec.get("tolerations") instanceof ArrayNode list ? list : spec.putArray("tolerations");
        for (var key : new String[] {
            "not-ready", "unreachable", "disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"
        }) {
            tolerations.addObject().put("key", "node.kubernetes.io/" + key).put("operator", "Exists");
        }
        return pod;
    }
}
