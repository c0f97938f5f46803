package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Removes backups with all that they have, where somebody asks for it or their time is over. */
final class Deletions {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration COLLECTING = Duration.ofHours(1);
    private static final Set<String> UNFINISHED =
            Set.of("ReadyToStart", "InProgress", "Finalizing", "FinalizingPartiallyFailed");

    private final Context context;

    Deletions(Context context) {
        this.context = context;
    }

    void reconcile() {
        for (var request : context.list(Names.DELETIONS)) {
            switch (Names.phase(request)) {
                case "Processed" -> {
                    var made = Instant.parse(Json.text(request, "metadata.creationTimestamp"));
                    if (made.plus(KEPT).isBefore(context.rhythm().now())) {
                        context.api().delete(Names.DELETIONS, request, Deletion.BACKGROUND);
                    }
                }
                case "InProgress" -> restoresGone(request);
                default -> begin(request);
            }
        }
        if (context.rhythm().due("gc", context.flag("garbage-collection-frequency", COLLECTING))) {
            collect();
        }
    }

    private void begin(ObjectNode request) {
        var name = Json.text(request, "spec.backupName");
        if (name.isEmpty()) {
            processed(request, List.of("spec.backupName is required"));
            return;
        }
        var found = context.find(Names.BACKUPS, name);
        if (found.isEmpty()) {
            processed(request, List.of("backup not found"));
            return;
        }
        var backup = found.get();
        if (UNFINISHED.contains(Names.phase(backup))) {
            processed(request, List.of("backup is still in progress"));
            return;
        }
        var locationName = Json.text(backup, "spec.storageLocation");
        var location = context.stores().location(locationName);
        if (location.isEmpty()) {
            processed(request, List.of("backup storage location " + locationName + " not found"));
        } else if (Json.text(location.get(), "spec.accessMode").equals("ReadOnly")) {
            processed(
                    request,
                    List.of("cannot delete backup because backup storage location " + locationName
                            + " is currently in read-only mode"));
        } else if (!Stores.available(location.get())) {
            processed(
                    request,
                    List.of("cannot delete backup because backup storage location " + locationName
                            + " is currently in Unavailable state"));
        } else {
            delete(request, backup, location.get());
        }
    }

    private void delete(ObjectNode request, ObjectNode backup, ObjectNode location) {
        context.api().change(Names.DELETIONS, request, "", live -> Json.ensure(live, "metadata.labels")
                .put(Names.BACKUP_NAME, Json.name(backup))
                .put(Names.BACKUP_UID, Json.uid(backup)));
        context.phase(Names.DELETIONS, request, "InProgress");
        context.phase(Names.BACKUPS, backup, "Deleting");
        // Restores remove their own files while the backup still says where those are.
        for (var restore : context.list(Names.RESTORES)) {
            if (Json.text(restore, "spec.backupName").equals(Json.name(backup))) {
                context.api().delete(Names.RESTORES, restore, Deletion.BACKGROUND);
            }
        }
        var errors = new ArrayList<String>();
        try {
            var store = context.stores().of(location);
            for (var volume : context.list(Names.POD_BACKUPS)) {
                var snapshot = Json.text(volume, "status.snapshotID");
                if (Names.label(volume, Names.BACKUP_NAME).equals(Json.name(backup)) && !snapshot.isEmpty()) {
                    store.repository(Json.text(volume, "spec.pod.namespace")).forget(snapshot);
                }
            }
            for (var key : store.bucket().keys(store.layout().backup(Json.name(backup)))) {
                store.bucket().delete(key);
            }
        } catch (StoreFailed e) {
            errors.add("error removing backup from backup storage: " + e.getMessage());
        }
        if (!errors.isEmpty()) {
            processed(request, errors);
        }
    }

    /** The backup itself goes last. */
    private void restoresGone(ObjectNode request) {
        var name = Json.text(request, "spec.backupName");
        var waits = context.list(Names.RESTORES).stream()
                .anyMatch(restore -> Json.text(restore, "spec.backupName").equals(name));
        if (waits) {
            return;
        }
        context.find(Names.BACKUPS, name)
                .filter(backup -> Json.uid(backup).equals(Names.label(request, Names.BACKUP_UID)))
                .ifPresent(backup -> context.api().delete(Names.BACKUPS, backup, Deletion.BACKGROUND));
        processed(request, List.of());
        context.list(Names.DELETIONS).stream()
                .filter(each -> Json.text(each, "spec.backupName").equals(name))
                .forEach(each -> context.api().delete(Names.DELETIONS, each, Deletion.BACKGROUND));
    }

    private void processed(ObjectNode request, List<String> errors) {
        context.status(Names.DELETIONS, request, status -> {
            status.put("phase", "Processed");
            if (!errors.isEmpty()) {
                status.set("errors", Json.strings(errors));
            }
        });
    }

    /** Asks for the deletion of backups whose time is over. */
    private void collect() {
        for (var backup : context.list(Names.BACKUPS)) {
            var expiration = Json.text(backup, "status.expiration");
            if (expiration.isEmpty()
                    || Instant.parse(expiration).isAfter(context.rhythm().now())) {
                continue;
            }
            var location = context.stores().location(Json.text(backup, "spec.storageLocation"));
            if (location.isEmpty()) {
                failure(backup, "BSLNotFound");
            } else if (Json.text(location.get(), "spec.accessMode").equals("ReadOnly")) {
                failure(backup, "BSLReadOnly");
            } else if (!Stores.available(location.get())) {
                failure(backup, "BSLUnavailable");
            } else if (!asked(backup)) {
                request(backup);
            }
        }
    }

    private void failure(ObjectNode backup, String why) {
        context.api().change(Names.BACKUPS, backup, "", live -> Json.ensure(live, "metadata.labels")
                .put(Names.GC_FAILURE, why));
    }

    private boolean asked(ObjectNode backup) {
        return context.list(Names.DELETIONS).stream()
                .anyMatch(each -> Json.text(each, "spec.backupName").equals(Json.name(backup))
                        && !Names.phase(each).equals("Processed"));
    }

    private void request(ObjectNode backup) {
        var request = Json.object().put("apiVersion", Names.API).put("kind", "DeleteBackupRequest");
        var meta = request.putObject("metadata")
                .put("generateName", Json.name(backup) + "-")
                .put("namespace", context.namespace());
        meta.putObject("labels").put(Names.BACKUP_NAME, Json.name(backup)).put(Names.BACKUP_UID, Json.uid(backup));
        request.putObject("spec").put("backupName", Json.name(backup));
        context.api().create(Names.DELETIONS, request);
    }
}
