package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.world.Physics;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Binds claims to volumes, and makes and removes those of local-path-provisioner while that runs. */
final class VolumeController implements Controller {
    private static final String PROVISIONER = "local-path-provisioner";
    private static final String ROOT = "/opt/local-path-provisioner/";
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
    private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

    private final Api api;
    private final Volumes volumes;
    private final Timing timing;

    VolumeController(Api api, Volumes volumes, Timing timing) {
        this.api = api;
        this.volumes = volumes;
        this.timing = timing;
    }

    @Override
    public void reconcile() {
        var running = running();
        for (var claim : api.list("persistentvolumeclaims", "")) {
            if (!Owners.doomed(claim) && !Json.text(claim, "status.phase").equals("Bound")) {
                pending(claim, running);
            }
        }
        for (var volume : api.list("persistentvolumes", "")) {
            if (!Json.text(volume, "spec.claimRef.name").isEmpty() && !claimed(volume)) {
                release(volume, running);
            } else if (Json.text(volume, "status.phase").isEmpty()) {
                phase(volume, "Available");
            }
        }
    }

    private boolean running() {
        return api.list("deployments.apps", "", workload -> Json.name(workload).equals(PROVISIONER)).stream()
                .anyMatch(workload -> Json.number(workload, "status.readyReplicas", 0) > 0);
    }

    private void pending(ObjectNode claim, boolean running) {
        if (!Json.at(claim, "spec.storageClassName").isString()) {
            defaultClass()
                    .ifPresent(name -> api.change("persistentvolumeclaims", claim, "", live -> Json.ensure(live, "spec")
                            .put("storageClassName", name)));
            return;
        }
        var named = Json.text(claim, "spec.volumeName");
        var existing = named.isEmpty()
                ? api.list("persistentvolumes", "", volume -> refersTo(volume, claim)).stream()
                        .findFirst()
                : api.find("persistentvolumes", "", named);
        if (existing.isPresent()) {
            if (Json.text(existing.get(), "spec.claimRef.name").isEmpty() || refersTo(existing.get(), claim)) {
                bind(claim, existing.get());
            }
        } else if (named.isEmpty() && running) {
            Claimed.simulatedClass(api, claim).ifPresent(sort -> provision(claim, sort));
        }
    }

    private Optional<String> defaultClass() {
        return api.list("storageclasses.storage.k8s.io", "").stream()
                .filter(sort -> sort.path("metadata")
                        .path("annotations")
                        .path(DEFAULT_CLASS)
                        .asString("")
                        .equals("true"))
                .map(Json::name)
                .findFirst();
    }

    private static boolean refersTo(ObjectNode volume, ObjectNode claim) {
        var uid = Json.text(volume, "spec.claimRef.uid");
        return Json.text(volume, "spec.claimRef.name").equals(Json.name(claim))
                && Json.text(volume, "spec.claimRef.namespace").equals(Json.namespace(claim))
                && (uid.isEmpty() || uid.equals(Json.uid(claim)));
    }

    private boolean claimed(ObjectNode volume) {
        var uid = Json.text(volume, "spec.claimRef.uid");
        return uid.isEmpty()
                || api.find(
                                "persistentvolumeclaims",
                                Json.text(volume, "spec.claimRef.namespace"),
                                Json.text(volume, "spec.claimRef.name"))
                        .filter(claim -> Json.uid(claim).equals(uid))
                        .isPresent();
    }

    private void provision(ObjectNode claim, ObjectNode sort) {
        var node = claim.path("metadata")
                .path("annotations")
                .path(Claimed.SELECTED_NODE)
                .asString("");
        if (node.isEmpty() && Claimed.waits(sort)) {
            return;
        }
        if (node.isEmpty()) {
            node = api.list("nodes", "").stream().map(Json::name).findFirst().orElse("");
        }
        if (node.isEmpty() || !timing.over(Physics.Process.POD_START, "volume of " + Json.uid(claim))) {
            return;
        }
        var name = "pvc-" + Json.uid(claim);
        var path = ROOT + name + "_" + Json.namespace(claim) + "_" + Json.name(claim);
        var volume = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
        volume.putObject("metadata")
                .put("name", name)
                .putObject("annotations")
                .put(PROVISIONED_BY, Claimed.LOCAL_PATH)
                .put("local.path.provisioner/selected-node", node);
        var spec = volume.putObject("spec");
        var policy = Json.text(sort, "reclaimPolicy");
        spec.set("capacity", Json.at(claim, "spec.resources.requests").deepCopy());
        spec.set("accessModes", Json.at(claim, "spec.accessModes").deepCopy());
        spec.put("persistentVolumeReclaimPolicy", policy.isEmpty() ? "Delete" : policy)
                .put("storageClassName", Json.name(sort))
                .put("volumeMode", "Filesystem");
        if (type(claim, sort).equalsIgnoreCase("local")) {
            spec.putObject("local").put("path", path);
        } else {
            spec.putObject("hostPath").put("path", path).put("type", "DirectoryOrCreate");
        }
        Json.ensure(spec, "nodeAffinity.required")
                .putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchExpressions")
                .addObject()
                .put("key", "kubernetes.io/hostname")
                .put("operator", "In")
                .putArray("values")
                .add(node);
        reference(spec, claim);
        api.ensure("persistentvolumes", volume);
        api.find("persistentvolumes", "", name).ifPresent(made -> bind(claim, made));
    }

    private static String type(ObjectNode claim, ObjectNode sort) {
        for (var annotated : new ObjectNode[] {claim, sort}) {
            var annotations = annotated.path("metadata").path("annotations");
            for (var key : new String[] {"volumeType", "defaultVolumeType"}) {
                if (annotations.has(key)) {
                    return annotations.path(key).asString("");
                }
            }
        }
        return Json.text(sort, "parameters.volumeType");
    }

    private static void reference(ObjectNode spec, ObjectNode claim) {
        spec.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", Json.namespace(claim))
                .put("name", Json.name(claim))
                .put("uid", Json.uid(claim));
    }

    private void bind(ObjectNode claim, ObjectNode volume) {
        api.change("persistentvolumes", volume, "", live -> reference(Json.ensure(live, "spec"), claim));
        phase(volume, "Bound");
        api.change("persistentvolumeclaims", claim, "", live -> {
            Json.ensure(live, "spec").put("volumeName", Json.name(volume));
            var annotations = Json.ensure(live, "metadata.annotations")
                    .put("pv.kubernetes.io/bind-completed", "yes")
                    .put("pv.kubernetes.io/bound-by-controller", "yes");
            var by = volume.path("metadata").path("annotations").path(PROVISIONED_BY);
            if (by.isString()) {
                annotations.put("volume.kubernetes.io/storage-provisioner", by.asString(""));
            }
        });
        api.status("persistentvolumeclaims", claim, status -> {
            status.put("phase", "Bound").set("capacity", Json.at(volume, "spec.capacity"));
            status.set("accessModes", Json.at(volume, "spec.accessModes"));
        });
    }

    private void phase(ObjectNode volume, String phase) {
        api.status("persistentvolumes", volume, status -> status.put("phase", phase));
    }

    /** Whoever made the volume removes it; nobody does while the provisioner is away. */
    private void release(ObjectNode volume, boolean running) {
        var ours = volume.path("metadata")
                .path("annotations")
                .path(PROVISIONED_BY)
                .asString("")
                .equals(Claimed.LOCAL_PATH);
        if (ours
                && running
                && Json.text(volume, "spec.persistentVolumeReclaimPolicy").equals("Delete")) {
            volumes.drop(Json.name(volume));
            api.delete("persistentvolumes", volume, Deletion.BACKGROUND);
        } else {
            phase(volume, "Released");
        }
    }
}
