package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Reads volumes into the repository and writes them out of it, on nodes where its pod runs. */
final class NodeAgent {
    private static final Set<String> OVER = Set.of("Completed", "Failed", "Canceled");
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration COPY = Duration.ofSeconds(5);

    private final Context context;
    private final Volumes volumes;
    /** When the next step of an object is due, by its uid. */
    private final Map<String, Long> steps = new HashMap<>();

    NodeAgent(Context context, Volumes volumes) {
        this.context = context;
        this.volumes = volumes;
    }

    static boolean over(ObjectNode object) {
        return OVER.contains(Names.phase(object));
    }

    void reconcile() {
        for (var backup : context.list(Names.POD_BACKUPS)) {
            if (!over(backup) && context.agentRuns(Json.text(backup, "spec.node"))) {
                backUp(backup);
            }
        }
        for (var restore : context.list(Names.POD_RESTORES)) {
            if (!over(restore)) {
                restore(restore);
            }
        }
    }

    /** Whether an object's step is due; the first look begins it. */
    private boolean stepped(ObjectNode object, Duration lasts) {
        var key = Json.uid(object) + " " + Names.phase(object);
        var moment = steps.computeIfAbsent(key, made -> context.rhythm().after(lasts));
        if (!Rhythm.passed(moment)) {
            return false;
        }
        steps.remove(key);
        return true;
    }

    /** Goes through the phases that come before the copy; true when it is the copy's turn to be over. */
    private boolean copied(String resource, ObjectNode object, String node) {
        if (!stepped(object, Names.phase(object).equals("InProgress") ? COPY : STEP)) {
            return false;
        }
        switch (Names.phase(object)) {
            case "", "New" ->
                context.status(resource, object, status -> status.put("phase", "Accepted")
                        .put("acceptedTimestamp", context.now()));
            case "Accepted" -> context.phase(resource, object, "Prepared");
            case "Prepared" ->
                context.status(resource, object, status -> {
                    status.put("phase", "InProgress").put("startTimestamp", context.now());
                    if (resource.equals(Names.POD_RESTORES)) {
                        status.put("node", node);
                    }
                });
            default -> {
                return true;
            }
        }
        return false;
    }

    private void backUp(ObjectNode backup) {
        if (Json.at(backup, "spec.cancel").asBoolean(false)) {
            end(Names.POD_BACKUPS, backup, "Canceled", "");
            return;
        }
        if (!copied(Names.POD_BACKUPS, backup, Json.text(backup, "spec.node"))) {
            return;
        }
        var volume = volume(backup);
        var files = volume.map(volumes::contents).orElseGet(Map::of);
        try {
            if (files.isEmpty()) {
                end(Names.POD_BACKUPS, backup, "Completed", "volume was empty so no snapshot was taken");
                return;
            }
            var saved = context.stores()
                    .of(Json.text(backup, "spec.backupStorageLocation"))
                    .repository(Json.text(backup, "spec.pod.namespace"))
                    .save(files);
            context.status(Names.POD_BACKUPS, backup, status -> {
                status.put("snapshotID", saved.id())
                        .put(
                                "path",
                                "/host_pods/" + Json.text(backup, "spec.pod.uid") + "/volumes/"
                                        + "kubernetes.io~local-volume/" + volume.orElse(""))
                        .put("incrementalBytes", saved.added());
                status.putObject("progress").put("totalBytes", saved.size()).put("bytesDone", saved.size());
            });
            end(Names.POD_BACKUPS, backup, "Completed", "");
        } catch (StoreFailed e) {
            end(
                    Names.POD_BACKUPS,
                    backup,
                    "Failed",
                    "data path backup failed: Failed to run kopia backup: " + e.getMessage());
        }
    }

    private Optional<String> volume(ObjectNode object) {
        var pod =
                context.api().find("pods", Json.text(object, "spec.pod.namespace"), Json.text(object, "spec.pod.name"));
        return pod.stream()
                .flatMap(found -> Json.at(found, "spec.volumes").valueStream())
                .filter(volume -> Json.text(volume, "name").equals(Json.text(object, "spec.volume")))
                .map(volume -> Json.text(volume, "persistentVolumeClaim.claimName"))
                .flatMap(claim ->
                        context
                                .api()
                                .find("persistentvolumeclaims", Json.text(object, "spec.pod.namespace"), claim)
                                .stream())
                .map(claim -> Json.text(claim, "spec.volumeName"))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private void restore(ObjectNode restore) {
        var pod = context.api()
                .find("pods", Json.text(restore, "spec.pod.namespace"), Json.text(restore, "spec.pod.name"));
        var node = pod.map(found -> Json.text(found, "spec.nodeName")).orElse("");
        var volume = volume(restore);
        // Nobody can write to a volume that no node has mounted.
        if (node.isEmpty() || volume.isEmpty() || !context.agentRuns(node)) {
            return;
        }
        if (!copied(Names.POD_RESTORES, restore, node)) {
            return;
        }
        try {
            var files = context.stores()
                    .of(Json.text(restore, "spec.backupStorageLocation"))
                    .repository(Json.text(restore, "spec.sourceNamespace"))
                    .load(Json.text(restore, "spec.snapshotID"));
            var size = 0L;
            for (var file : files.entrySet()) {
                volumes.write(volume.get(), file.getKey(), file.getValue());
                size += file.getValue().length;
            }
            var total = size;
            context.status(Names.POD_RESTORES, restore, status -> status.putObject("progress")
                    .put("totalBytes", total)
                    .put("bytesDone", total));
            volumes.write(
                    volume.get(),
                    ".velero/" + Names.label(restore, Names.RESTORE_UID),
                    "".getBytes(StandardCharsets.UTF_8));
            end(Names.POD_RESTORES, restore, "Completed", "");
        } catch (StoreFailed e) {
            end(
                    Names.POD_RESTORES,
                    restore,
                    "Failed",
                    "data path restore failed: Failed to run kopia restore: " + e.getMessage());
        }
    }

    private void end(String resource, ObjectNode object, String phase, String message) {
        context.status(resource, object, status -> {
            status.put("phase", phase).put("completionTimestamp", context.now());
            if (!message.isEmpty()) {
                status.put("message", message);
            }
        });
    }
}
