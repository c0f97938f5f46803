package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An object of a backup as it is made again: without what its old life left in it. */
final class RestoredShape {
    private static final List<String> LIFE = List.of(
            "generateName",
            "selfLink",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "ownerReferences");
    private static final List<String> BINDING = List.of(
            "pv.kubernetes.io/bind-completed",
            "pv.kubernetes.io/bound-by-controller",
            "volume.kubernetes.io/storage-provisioner",
            "volume.beta.kubernetes.io/storage-provisioner",
            "volume.kubernetes.io/selected-node");
    private static final List<String> JOB_LABELS = List.of("controller-uid", "batch.kubernetes.io/controller-uid");
    static final String WAIT = "restore-wait";

    private RestoredShape() {}

    /** Takes off what no object keeps. */
    static ObjectNode plain(ObjectNode object) {
        var plain = object.deepCopy();
        plain.remove("status");
        Json.meta(plain).remove(LIFE);
        return plain;
    }

    /** Whether a job or pod has done its work, so that nobody needs it again. */
    static boolean complete(Item item) {
        return switch (item.resource()) {
            case "pods" -> Set.of("Succeeded", "Failed").contains(Json.text(item.object(), "status.phase"));
            case "jobs.batch" ->
                !Json.text(item.object(), "status.completionTime").isEmpty();
            default -> false;
        };
    }

    static boolean mirror(Item item) {
        return item.resource().equals("pods")
                && !Names.annotation(item.object(), "kubernetes.io/config.mirror")
                        .isEmpty();
    }

    /** What Velero's actions do to a sort of object. */
    static void act(String resource, ObjectNode object, JsonNode restoreSpec) {
        switch (resource) {
            case "pods" -> {
                Json.ensure(object, "spec").remove(List.of("nodeName", "priority"));
                withoutWait(object);
            }
            case "persistentvolumeclaims" -> {
                if (Json.at(object, "metadata.annotations") instanceof ObjectNode annotations) {
                    annotations.remove(BINDING);
                }
            }
            case "services" -> service(object, restoreSpec);
            case "serviceaccounts" -> object.remove(List.of("secrets"));
            case "jobs.batch" -> {
                if (Json.at(object, "spec.selector.matchLabels") instanceof ObjectNode labels) {
                    labels.remove(JOB_LABELS);
                }
                if (Json.at(object, "spec.template.metadata.labels") instanceof ObjectNode labels) {
                    labels.remove(JOB_LABELS);
                }
            }
            case "persistentvolumes" -> {
                if (Json.at(object, "spec.claimRef") instanceof ObjectNode reference) {
                    reference.remove(List.of("uid", "resourceVersion"));
                }
            }
            default -> {
                // Nothing stands in the way of the others.
            }
        }
    }

    private static void service(ObjectNode service, JsonNode restoreSpec) {
        var spec = Json.ensure(service, "spec");
        if (!Json.text(spec, "clusterIP").equals("None")) {
            spec.remove(List.of("clusterIP", "clusterIPs"));
        }
        if (!restoreSpec.path("preserveNodePorts").asBoolean(false)) {
            spec.path("ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
            spec.remove("healthCheckNodePort");
        }
    }

    private static void withoutWait(ObjectNode pod) {
        if (Json.at(pod, "spec.initContainers") instanceof ArrayNode containers) {
            for (int i = containers.size() - 1; i >= 0; i--) {
                if (Json.text(containers.get(i), "name").equals(WAIT)) {
                    containers.remove(i);
                }
            }
            if (containers.isEmpty()) {
                Json.ensure(pod, "spec").remove("initContainers");
            }
        }
    }

    /** Lets a pod wait until its volumes are filled. */
    static void await(ObjectNode pod, Set<String> volumes, String restoreUid, String image) {
        var before = Json.at(pod, "spec.initContainers").deepCopy();
        var containers = Json.ensure(pod, "spec").putArray("initContainers");
        var wait = containers.addObject().put("name", WAIT).put("image", image);
        wait.putArray("command").add("/velero-restore-helper");
        wait.putArray("args").add(restoreUid);
        var mounts = wait.putArray("volumeMounts");
        volumes.forEach(volume -> mounts.addObject().put("name", volume).put("mountPath", "/restores/" + volume));
        before.forEach(containers::add);
    }

    static void label(ObjectNode object, String restore, String backup) {
        Json.ensure(object, "metadata.labels").put(Names.BACKUP_NAME, backup).put(Names.RESTORE_NAME, restore);
    }
}
