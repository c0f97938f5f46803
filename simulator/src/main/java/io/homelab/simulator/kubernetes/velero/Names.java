package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.JsonNode;

/** What Velero calls things. */
final class Names {
    static final String VERSION = "v1.18.3";
    static final String API = "velero.io/v1";
    static final String LOCATIONS = "backupstoragelocations.velero.io";
    static final String BACKUPS = "backups.velero.io";
    static final String RESTORES = "restores.velero.io";
    static final String SCHEDULES = "schedules.velero.io";
    static final String POD_BACKUPS = "podvolumebackups.velero.io";
    static final String POD_RESTORES = "podvolumerestores.velero.io";
    static final String REPOSITORIES = "backuprepositories.velero.io";
    static final String DOWNLOADS = "downloadrequests.velero.io";
    static final String DELETIONS = "deletebackuprequests.velero.io";
    static final String STATUS_REQUESTS = "serverstatusrequests.velero.io";

    static final String BACKUP_NAME = "velero.io/backup-name";
    static final String BACKUP_UID = "velero.io/backup-uid";
    static final String RESTORE_NAME = "velero.io/restore-name";
    static final String RESTORE_UID = "velero.io/restore-uid";
    static final String SCHEDULE_NAME = "velero.io/schedule-name";
    static final String STORAGE_LOCATION = "velero.io/storage-location";
    static final String PVC_UID = "velero.io/pvc-uid";
    static final String POD_UID = "velero.io/pod-uid";
    static final String PVC_NAME = "velero.io/pvc-name";
    static final String EXCLUDE = "velero.io/exclude-from-backup";
    static final String GC_FAILURE = "velero.io/gc-failure";
    static final String VOLUMES = "backup.velero.io/backup-volumes";
    static final String VOLUMES_EXCLUDED = "backup.velero.io/backup-volumes-excludes";

    private Names() {}

    static String label(JsonNode object, String name) {
        return object.path("metadata").path("labels").path(name).asString("");
    }

    static String annotation(JsonNode object, String name) {
        return object.path("metadata").path("annotations").path(name).asString("");
    }

    static String phase(JsonNode object) {
        return Json.text(object, "status.phase");
    }

    /** {@code pods.} without its dot: what Velero calls a resource of the core group. */
    static String plural(String resource) {
        var dot = resource.indexOf('.');
        return dot < 0 ? resource : resource.substring(0, dot);
    }
}
