package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Rolls a deployment's template out through replica sets. */
final class DeploymentController implements Controller {
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String SETS = "replicasets.apps";
    private static final String DEPLOYMENTS = "deployments.apps";
    private final Api api;
    private final Timing timing;
    /** Since when a deployment has rolled out a template that never becomes available, by its uid. */
    private final Map<String, Rollout> broken = new HashMap<>();

    DeploymentController(Api api, Timing timing) {
        this.api = api;
        this.timing = timing;
    }

    private record Rollout(String hash, long begun) {}

    @Override
    public void reconcile() {
        for (var deployment : api.list(DEPLOYMENTS, "")) {
            if (!Owners.doomed(deployment)) {
                reconcile(deployment);
            }
        }
    }

    private void reconcile(ObjectNode deployment) {
        Owners.adopt(api, SETS, deployment, orphan -> true);
        var hash = Owners.hash(deployment);
        var sets = Owners.owned(api, SETS, deployment);
        var replicas = Json.number(deployment, "spec.replicas", 1);
        var current = sets.stream()
                .filter(set -> set.path("metadata")
                        .path("labels")
                        .path(HASH)
                        .asString("")
                        .equals(hash))
                .findFirst()
                .orElseGet(() -> create(deployment, hash, sets.size() + 1));
        scale(deployment, current, replicas);
        var ready = Json.number(current, "status.readyReplicas", 0);
        var total = Json.number(current, "status.replicas", 0);
        var allReady = ready;
        for (var set : sets) {
            if (!Json.uid(set).equals(Json.uid(current))) {
                allReady += Json.number(set, "status.readyReplicas", 0);
                total += Json.number(set, "status.replicas", 0);
                if (ready >= replicas
                        || Json.text(deployment, "spec.strategy.type").equals("Recreate")) {
                    scale(deployment, set, 0);
                }
            }
        }
        status(
                deployment,
                replicas,
                Json.number(current, "status.replicas", 0),
                total,
                allReady,
                late(deployment, hash));
    }

    /** Whether a broken template has had its time. */
    private boolean late(ObjectNode deployment, String hash) {
        var uid = Json.uid(deployment);
        if (!Broken.is(Json.at(deployment, "spec.template.spec"))) {
            broken.remove(uid);
            return false;
        }
        var rollout = broken.get(uid);
        if (rollout == null || !rollout.hash().equals(hash)) {
            rollout = new Rollout(hash, System.nanoTime());
            broken.put(uid, rollout);
        }
        var most = timing.scaled(Duration.ofSeconds(Json.number(deployment, "spec.progressDeadlineSeconds", 600)));
        return System.nanoTime() - rollout.begun() >= most.toNanos();
    }

    private void scale(ObjectNode deployment, ObjectNode set, int replicas) {
        if (Json.number(set, "spec.replicas", -1) != replicas) {
            var from = Json.number(set, "spec.replicas", 0);
            api.change(SETS, set, "", live -> Json.ensure(live, "spec").put("replicas", replicas));
            scaled(deployment, set, from, replicas);
        }
    }

    private ObjectNode create(ObjectNode deployment, String hash, int revision) {
        var set = Json.object().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        var meta = set.putObject("metadata")
                .put("name", Json.name(deployment) + "-" + hash)
                .put("namespace", Json.namespace(deployment));
        var labels = Json.at(deployment, "spec.template.metadata.labels");
        meta.set("labels", ((ObjectNode) labels.deepCopy()).put(HASH, hash));
        meta.putObject("annotations").put(REVISION, Integer.toString(revision));
        var spec = set.putObject("spec").put("replicas", Json.number(deployment, "spec.replicas", 1));
        spec.set("selector", Json.at(deployment, "spec.selector").deepCopy());
        Json.ensure(spec, "selector.matchLabels").put(HASH, hash);
        spec.set("template", Json.at(deployment, "spec.template").deepCopy());
        Json.ensure(spec, "template.metadata.labels").put(HASH, hash);
        Owners.own(set, deployment);
        api.change(DEPLOYMENTS, deployment, "", live -> Json.ensure(live, "metadata.annotations")
                .put(REVISION, Integer.toString(revision)));
        return api.find(SETS, Json.namespace(set), Json.name(set)).orElseGet(() -> {
            var created = api.create(SETS, set);
            scaled(deployment, created, 0, Json.number(created, "spec.replicas", 1));
            return created;
        });
    }

    private void scaled(ObjectNode deployment, ObjectNode set, int from, int to) {
        Events.normal(
                api,
                deployment,
                "deployment-controller",
                "ScalingReplicaSet",
                "Scaled " + (to < from ? "down" : "up") + " replica set " + Json.name(set) + " from " + from + " to "
                        + to);
    }

    private void status(ObjectNode deployment, int replicas, int updated, int total, int ready, boolean late) {
        var generation = Json.number(deployment, "metadata.generation", 1);
        api.status(DEPLOYMENTS, deployment, status -> {
            status.put("observedGeneration", generation)
                    .put("replicas", total)
                    .put("updatedReplicas", Math.min(updated, replicas))
                    .put("readyReplicas", ready)
                    .put("availableReplicas", ready);
            if (ready < replicas) {
                status.put("unavailableReplicas", replicas - ready);
            } else {
                status.remove("unavailableReplicas");
            }
            var enough = ready >= replicas;
            Conditions.set(
                    status,
                    "Available",
                    enough ? "True" : "False",
                    enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
                    api.now());
            Conditions.set(
                    status,
                    "Progressing",
                    late ? "False" : "True",
                    late ? "ProgressDeadlineExceeded" : enough ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
                    late
                            ? "ReplicaSet has timed out progressing."
                            : enough ? "ReplicaSet has successfully progressed." : "ReplicaSet is progressing.",
                    api.now());
        });
    }
}
