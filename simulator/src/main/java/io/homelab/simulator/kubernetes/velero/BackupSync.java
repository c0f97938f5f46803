package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.ApiError;
import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.time.GoDuration;
import io.homelab.simulator.kubernetes.velero.store.Gzip;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes backups that a bucket has known to the cluster, and forgets those that left it. */
final class BackupSync {
    private static final Logger log = LoggerFactory.getLogger(BackupSync.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Set<String> FINISHED = Set.of("Completed", "PartiallyFailed", "Failed");
    private static final Set<String> UNFINISHED = Set.of(
            "WaitingForPluginOperations",
            "WaitingForPluginOperationsPartiallyFailed",
            "Finalizing",
            "FinalizingPartiallyFailed");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Context context;

    BackupSync(Context context) {
        this.context = context;
    }

    void reconcile() {
        for (var location : context.list(Names.LOCATIONS)) {
            var period = GoDuration.parse(
                    Json.text(location, "spec.backupSyncPeriod"), context.flag("backup-sync-period", PERIOD));
            if (Stores.available(location)
                    && !period.isZero()
                    && context.rhythm().due("sync " + Json.uid(location), period)) {
                try {
                    sync(location);
                } catch (StoreFailed e) {
                    log.info("backups of {} were not synced: {}", Json.name(location), e.getMessage());
                }
            }
        }
    }

    private void sync(ObjectNode location) throws StoreFailed {
        var store = context.stores().of(location);
        var directory = store.layout().backups();
        var stored = new HashSet<String>();
        for (var each : store.bucket().directories(directory)) {
            stored.add(each.substring(directory.length(), each.length() - 1));
        }
        for (var name : stored) {
            if (context.find(Names.BACKUPS, name).isEmpty()
                    && store.bucket().has(store.layout().metadata(name))) {
                adopt(location, store, name);
            }
        }
        forget(location, stored);
        context.status(Names.LOCATIONS, location, status -> status.put("lastSyncedTime", context.now()));
    }

    private void adopt(ObjectNode location, Stores.Store store, String name) throws StoreFailed {
        ObjectNode backup;
        try {
            backup = Json.parse(store.bucket().get(store.layout().metadata(name)));
        } catch (JacksonException e) {
            log.info("the metadata of backup {} cannot be read: {}", name, e.getOriginalMessage());
            return;
        }
        var phase = Names.phase(backup);
        if (UNFINISHED.contains(phase) && expired(backup)) {
            Json.ensure(backup, "status").put("phase", "PartiallyFailed");
        } else if (!FINISHED.contains(phase)) {
            return;
        }
        foreign(backup);
        Json.ensure(backup, "metadata.labels").put(Names.STORAGE_LOCATION, Json.name(location));
        Json.meta(backup).remove("ownerReferences");
        Json.ensure(backup, "spec").put("storageLocation", Json.name(location));
        var made = create(Names.BACKUPS, backup);
        if (made != null && store.bucket().has(store.layout().part(name, "podvolumebackups.json.gz"))) {
            for (var volume : read(store, name)) {
                volume(location, made, (ObjectNode) volume);
            }
        }
    }

    private boolean expired(ObjectNode backup) {
        var expiration = Json.text(backup, "status.expiration");
        return !expiration.isEmpty()
                && Instant.parse(expiration).isBefore(context.rhythm().now());
    }

    private List<JsonNode> read(Stores.Store store, String name) throws StoreFailed {
        var zipped = store.bucket().get(store.layout().part(name, "podvolumebackups.json.gz"));
        try {
            return JSON.readTree(Gzip.unzip(zipped)).valueStream().toList();
        } catch (IOException | JacksonException e) {
            log.info("the volumes of backup {} cannot be read: {}", name, e.getMessage());
            return List.of();
        }
    }

    private void volume(ObjectNode location, ObjectNode backup, ObjectNode volume) {
        foreign(volume);
        for (var owner : Json.at(volume, "metadata.ownerReferences")) {
            if (Json.text(owner, "kind").equals("Backup")) {
                ((ObjectNode) owner).put("uid", Json.uid(backup));
            }
        }
        Json.ensure(volume, "metadata.labels").put(Names.BACKUP_UID, Json.uid(backup));
        Json.ensure(volume, "spec").put("backupStorageLocation", Json.name(location));
        var _ = create(Names.POD_BACKUPS, volume);
    }

    /** Takes from an object what another cluster said of it. */
    private void foreign(ObjectNode object) {
        Json.meta(object).remove(List.of("resourceVersion", "uid", "managedFields", "generation"));
        Json.meta(object).put("namespace", context.namespace());
    }

    private @org.jspecify.annotations.Nullable ObjectNode create(String resource, ObjectNode object) {
        try {
            var made = context.api().create(resource, object);
            // Where the definition has a subresource for it, a create does not take the status.
            context.api().status(resource, made, status -> status.setAll((ObjectNode) object.path("status")));
            return made;
        } catch (ApiError e) {
            log.info("{} {} was not synced: {}", resource, Json.name(object), e.getMessage());
            return null;
        }
    }

    private void forget(ObjectNode location, Set<String> stored) {
        for (var backup : context.list(Names.BACKUPS)) {
            var phase = Names.phase(backup);
            var finished = phase.equals("Completed") || phase.equals("PartiallyFailed");
            if (finished
                    && Json.text(backup, "spec.storageLocation").equals(Json.name(location))
                    && !stored.contains(Json.name(backup))) {
                context.api().delete(Names.BACKUPS, backup, Deletion.BACKGROUND);
            }
        }
    }
}
