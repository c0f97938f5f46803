package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.time.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a new backup gets filled in, and what is wrong with it. */
final class BackupRequest {
    private static final Duration TTL = Duration.ofHours(720);

    private final Context context;

    BackupRequest(Context context) {
        this.context = context;
    }

    /** Fills in what the user left open; the mistakes. */
    List<String> complete(ObjectNode backup) {
        var mistakes = new ArrayList<String>();
        var spec = Json.ensure(backup, "spec");
        var ttl = GoDuration.parse(Json.text(spec, "ttl"), Duration.ZERO);
        spec.put("ttl", GoDuration.text(ttl.isZero() ? context.flag("default-backup-ttl", TTL) : ttl));
        absent(spec, "csiSnapshotTimeout", "10m0s");
        absent(spec, "itemOperationTimeout", "4h0m0s");
        if (!spec.path("defaultVolumesToFsBackup").isBoolean()) {
            spec.put(
                    "defaultVolumesToFsBackup",
                    context.flag("default-volumes-to-fs-backup").orElse("").equals("true"));
        }
        if (!spec.path("snapshotMoveData").isBoolean()) {
            spec.put("snapshotMoveData", false);
        }
        if (!spec.has("hooks")) {
            spec.putObject("hooks");
        }
        if (!spec.has("metadata")) {
            spec.putObject("metadata");
        }
        location(spec, mistakes);
        Json.ensure(backup, "metadata.labels").put(Names.STORAGE_LOCATION, Json.text(spec, "storageLocation"));
        var kubernetes = context.kubernetes();
        var numbers = kubernetes.substring(1).split("\\.", -1);
        Json.ensure(backup, "metadata.annotations")
                .put("velero.io/resource-timeout", "10m0s")
                .put("velero.io/source-cluster-k8s-gitversion", kubernetes)
                .put("velero.io/source-cluster-k8s-major-version", numbers[0])
                .put("velero.io/source-cluster-k8s-minor-version", numbers[1]);
        filters(spec, mistakes);
        if (spec.path("includedNamespaces").isEmpty()) {
            spec.putArray("includedNamespaces").add("*");
        }
        return mistakes;
    }

    private static void absent(ObjectNode spec, String name, String value) {
        if (Json.text(spec, name).isEmpty() || Json.text(spec, name).equals("0s")) {
            spec.put(name, value);
        }
    }

    private void location(ObjectNode spec, List<String> mistakes) {
        var named = Json.text(spec, "storageLocation");
        if (named.isEmpty()) {
            spec.put("storageLocation", standard());
        }
        var name = Json.text(spec, "storageLocation");
        var location = context.stores().location(name);
        if (location.isEmpty()) {
            mistakes.add("an existing backup storage location was not specified at backup creation time and the "
                    + (named.isEmpty()
                            ? "server default " + name + " does not exist"
                            : "default " + name + " was not found")
                    + ". Please address this issue (see `velero backup-location -h` for options) and create a new backup."
                    + " Error: BackupStorageLocation.velero.io \"" + name + "\" not found");
            return;
        }
        if (Json.text(location.get(), "spec.accessMode").equals("ReadOnly")) {
            mistakes.add("backup can't be created because backup storage location " + name
                    + " is currently in read-only mode");
        }
        if (!Stores.available(location.get())) {
            mistakes.add(
                    "backup can't be created because BackupStorageLocation " + name + " is in Unavailable status.");
        }
    }

    private String standard() {
        return context.list(Names.LOCATIONS).stream()
                .filter(location -> Json.at(location, "spec.default").asBoolean(false))
                .map(Json::name)
                .findFirst()
                .orElseGet(() -> context.flag("default-backup-storage-location").orElse("default"));
    }

    private static void filters(JsonNode spec, List<String> mistakes) {
        Filter.mistakes(spec.path("includedResources"), spec.path("excludedResources"))
                .forEach(mistake -> mistakes.add("Invalid included/excluded resource lists: " + mistake));
        Filter.mistakes(spec.path("includedNamespaces"), spec.path("excludedNamespaces"))
                .forEach(mistake -> mistakes.add("Invalid included/excluded namespace lists: " + mistake));
        if (spec.path("orLabelSelectors").isArray()
                && spec.path("labelSelector").isObject()) {
            mistakes.add("encountered labelSelector as well as orLabelSelectors in backup spec, only one can be"
                    + " specified");
        }
    }
}
