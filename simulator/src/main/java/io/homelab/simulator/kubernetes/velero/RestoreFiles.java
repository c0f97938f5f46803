package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.velero.store.Gzip;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The files of a restore, beside those of its backup. */
final class RestoreFiles {
    private static final Logger log = LoggerFactory.getLogger(RestoreFiles.class);

    private final Context context;

    RestoreFiles(Context context) {
        this.context = context;
    }

    /** The store of a restore's backup. */
    Stores.Store store(ObjectNode restore) throws StoreFailed {
        var name = Json.text(restore, "spec.backupName");
        var backup = context.find(Names.BACKUPS, name);
        if (backup.isEmpty()) {
            throw new StoreFailed("Backup.velero.io \"" + name + "\" not found");
        }
        return context.stores().of(Json.text(backup.get(), "spec.storageLocation"));
    }

    void write(
            ObjectNode restore, Journal journal, Map<String, Map<String, String>> outcomes, List<ObjectNode> orders) {
        var name = Json.name(restore);
        try {
            var store = store(restore);
            store.bucket().put(store.layout().restorePart(name, "logs.gz"), Gzip.zip(journal.log()));
            part(store, name, "results.gz", journal.results());
            part(store, name, "resource-list.json.gz", resources(outcomes));
            part(store, name, "itemoperations.json.gz", Json.array());
            store.bucket()
                    .put(
                            store.layout().restore(name) + name + "-volumeinfo.json.gz",
                            Gzip.zip(Json.bytes(volumes(orders))));
        } catch (StoreFailed e) {
            journal.error("error uploading log file to backup storage: " + e.getMessage());
        }
    }

    private static void part(Stores.Store store, String restore, String suffix, JsonNode content) throws StoreFailed {
        store.bucket().put(store.layout().restorePart(restore, suffix), Gzip.zip(Json.bytes(content)));
    }

    private static ObjectNode resources(Map<String, Map<String, String>> outcomes) {
        var list = Json.object();
        outcomes.forEach((sort, names) -> {
            var entries = list.putArray(sort);
            names.forEach((name, outcome) -> entries.add(name + "(" + outcome + ")"));
        });
        return list;
    }

    private JsonNode volumes(List<ObjectNode> orders) {
        var infos = Json.array();
        for (var order : orders) {
            var namespace = Json.text(order, "spec.pod.namespace");
            var info = infos.addObject();
            context.api().find("pods", namespace, Json.text(order, "spec.pod.name")).stream()
                    .flatMap(pod -> Json.at(pod, "spec.volumes").valueStream())
                    .filter(volume -> Json.text(volume, "name").equals(Json.text(order, "spec.volume")))
                    .map(volume -> Json.text(volume, "persistentVolumeClaim.claimName"))
                    .flatMap(claim -> context.api().find("persistentvolumeclaims", namespace, claim).stream())
                    .forEach(claim -> info.put("pvcName", Json.name(claim))
                            .put("pvcNamespace", namespace)
                            .put("pvName", Json.text(claim, "spec.volumeName")));
            info.put("restoreMethod", "PodVolumeRestore").put("snapshotDataMoved", false);
            var details = info.putObject("pvrInfo")
                    .put("snapshotHandle", Json.text(order, "spec.snapshotID"))
                    .put("uploaderType", "kopia")
                    .put("volumeName", Json.text(order, "spec.volume"))
                    .put("podName", Json.text(order, "spec.pod.name"))
                    .put("podNamespace", namespace);
            if (Json.at(order, "status.progress.totalBytes").isNumber()) {
                details.set("size", Json.at(order, "status.progress.totalBytes"));
            }
        }
        return infos;
    }

    /** Removes them; true when nobody has to try again. */
    boolean removed(ObjectNode restore) {
        var name = Json.text(restore, "spec.backupName");
        // Without a backup nobody knows where they were.
        if (name.isEmpty() || context.find(Names.BACKUPS, name).isEmpty()) {
            return true;
        }
        try {
            var store = store(restore);
            for (var key : store.bucket().keys(store.layout().restore(Json.name(restore)))) {
                store.bucket().delete(key);
            }
            return true;
        } catch (StoreFailed e) {
            log.info("the files of restore {} are still there: {}", Json.name(restore), e.getMessage());
            return false;
        }
    }
}
