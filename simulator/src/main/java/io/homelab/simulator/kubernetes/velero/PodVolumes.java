package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the node agents for the volumes of a backup's pods. */
final class PodVolumes {
    private final Context context;
    private final Repositories repositories;

    PodVolumes(Context context, Repositories repositories) {
        this.context = context;
        this.repositories = repositories;
    }

    /** Volumes of a pod that are to be read file by file. */
    static List<String> chosen(ObjectNode pod, boolean all) {
        if (!all) {
            return words(Names.annotation(pod, Names.VOLUMES));
        }
        var excluded = words(Names.annotation(pod, Names.VOLUMES_EXCLUDED));
        return Json.at(pod, "spec.volumes")
                .valueStream()
                .filter(volume -> List.of("secret", "configMap", "projected", "downwardAPI", "hostPath").stream()
                        .noneMatch(volume::has))
                .map(volume -> Json.text(volume, "name"))
                .filter(name -> !excluded.contains(name) && !name.startsWith("default-token"))
                .toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Whether the repositories of all pods' namespaces are ready; asks for those that are not there. */
    boolean ready(ObjectNode backup, List<ObjectNode> pods) {
        var all = Json.at(backup, "spec.defaultVolumesToFsBackup").asBoolean(false);
        var ready = true;
        for (var pod : pods) {
            if (!chosen(pod, all).isEmpty() && context.agentRuns(Json.text(pod, "spec.nodeName"))) {
                ready &= repositories
                        .ensure(Json.namespace(pod), Json.text(backup, "spec.storageLocation"))
                        .isPresent();
            }
        }
        return ready;
    }

    /** Makes an order per volume; says in the journal why not. */
    void order(ObjectNode backup, ObjectNode pod, Journal journal) {
        var chosen =
                chosen(pod, Json.at(backup, "spec.defaultVolumesToFsBackup").asBoolean(false));
        if (chosen.isEmpty()) {
            return;
        }
        var namespace = Json.namespace(pod);
        var about = " resource: /pods name: /" + Json.name(pod) + " message: /";
        var phase = Json.text(pod, "status.phase");
        if (!phase.equals("Running")) {
            chosen.forEach(name -> journal.warn(
                    namespace,
                    about + "Skip pod volume " + name + " error: /pod is not in the expected status, name="
                            + Json.name(pod) + ", namespace=" + namespace + ", phase=" + phase
                            + ": pod is not running"));
            return;
        }
        var node = Json.text(pod, "spec.nodeName");
        if (!context.agentRuns(node)) {
            var why = "daemonset pod not found in running state in node " + node;
            chosen.forEach(name -> journal.warn(namespace, about + "Skip pod volume " + name + " error: /" + why));
            journal.error(namespace, about + "Error backing up item error: /" + why);
            return;
        }
        var volumes = new LinkedHashMap<String, JsonNode>();
        Json.at(pod, "spec.volumes").forEach(volume -> volumes.put(Json.text(volume, "name"), volume));
        for (var name : chosen) {
            var volume = volumes.get(name);
            if (volume == null) {
                journal.warn(
                        namespace,
                        about + "No volume named " + name + " found in pod " + namespace + "/" + Json.name(pod)
                                + ", skipping");
            } else {
                order(backup, pod, volume, journal, about);
            }
        }
    }

    private void order(ObjectNode backup, ObjectNode pod, JsonNode volume, Journal journal, String about) {
        var name = Json.text(volume, "name");
        var namespace = Json.namespace(pod);
        var claimName = Json.text(volume, "persistentVolumeClaim.claimName");
        var claim = claimName.isEmpty()
                ? Optional.<ObjectNode>empty()
                : context.api().find("persistentvolumeclaims", namespace, claimName);
        if (!claimName.isEmpty() && claim.isEmpty()) {
            journal.error(
                    namespace,
                    about + "Error backing up item error: /error getting persistent volume claim for volume: "
                            + "persistentvolumeclaims \"" + claimName + "\" not found");
            return;
        }
        if (volume.has("hostPath") || claim.filter(this::onHostPath).isPresent()) {
            journal.warn(
                    namespace,
                    about + "Volume " + name + " in pod " + namespace + "/" + Json.name(pod)
                            + " is a hostPath volume which is not supported for pod volume backup, skipping");
            return;
        }
        if (!mounted(pod, name)) {
            journal.warn(
                    namespace,
                    about + "volume " + name + " is declared in pod " + namespace + "/" + Json.name(pod)
                            + " but not mounted by any container, skipping");
            return;
        }
        context.api().create(Names.POD_BACKUPS, request(backup, pod, name, claim));
    }

    private boolean onHostPath(ObjectNode claim) {
        return context.api()
                .find("persistentvolumes", "", Json.text(claim, "spec.volumeName"))
                .filter(volume -> volume.path("spec").has("hostPath"))
                .isPresent();
    }

    private static boolean mounted(ObjectNode pod, String volume) {
        return Json.at(pod, "spec.containers")
                .valueStream()
                .flatMap(container -> container.path("volumeMounts").valueStream())
                .anyMatch(mount -> Json.text(mount, "name").equals(volume));
    }

    private ObjectNode request(ObjectNode backup, ObjectNode pod, String volume, Optional<ObjectNode> claim) {
        var request = Json.object().put("apiVersion", Names.API).put("kind", "PodVolumeBackup");
        var meta = request.putObject("metadata")
                .put("generateName", Json.name(backup) + "-")
                .put("namespace", context.namespace());
        owned(meta, backup);
        var labels = meta.putObject("labels")
                .put(Names.BACKUP_NAME, Json.name(backup))
                .put(Names.BACKUP_UID, Json.uid(backup));
        var spec = request.putObject("spec").put("node", Json.text(pod, "spec.nodeName"));
        spec.putObject("pod")
                .put("kind", "Pod")
                .put("namespace", Json.namespace(pod))
                .put("name", Json.name(pod))
                .put("uid", Json.uid(pod));
        spec.put("volume", volume)
                .put("backupStorageLocation", Json.text(backup, "spec.storageLocation"))
                .put("repoIdentifier", "")
                .put("uploaderType", "kopia");
        var tags = spec.putObject("tags");
        Map.of(
                        "backup", Json.name(backup),
                        "backup-uid", Json.uid(backup),
                        "pod", Json.name(pod),
                        "pod-uid", Json.uid(pod),
                        "ns", Json.namespace(pod),
                        "volume", volume)
                .forEach(tags::put);
        claim.ifPresent(found -> {
            labels.put(Names.PVC_UID, Json.uid(found));
            tags.put("pvc-uid", Json.uid(found));
            meta.putObject("annotations").put(Names.PVC_NAME, Json.name(found));
        });
        return request;
    }

    static void owned(ObjectNode meta, ObjectNode owner) {
        meta.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", Names.API)
                .put("kind", Json.text(owner, "kind"))
                .put("name", Json.name(owner))
                .put("uid", Json.uid(owner))
                .put("controller", true);
    }

    /** What was ordered for a backup. */
    List<ObjectNode> ordered(ObjectNode backup) {
        return new ArrayList<>(context.list(Names.POD_BACKUPS).stream()
                .filter(each -> Names.label(each, Names.BACKUP_UID).equals(Json.uid(backup)))
                .toList());
    }
}
