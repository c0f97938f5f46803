package io.homelab.activities.velero;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kinds of Velero that we read or write. */
public enum VeleroKind {
    BACKUP("v1", "Backup", "backups"),
    SCHEDULE("v1", "Schedule", "schedules"),
    LOCATION("v1", "BackupStorageLocation", "backupstoragelocations"),
    REPOSITORY("v1", "BackupRepository", "backuprepositories"),
    VOLUME_BACKUP("v1", "PodVolumeBackup", "podvolumebackups"),
    VOLUME_RESTORE("v1", "PodVolumeRestore", "podvolumerestores"),
    DATA_UPLOAD("v2alpha1", "DataUpload", "datauploads"),
    DATA_DOWNLOAD("v2alpha1", "DataDownload", "datadownloads"),
    RESTORE("v1", "Restore", "restores"),
    DOWNLOAD("v1", "DownloadRequest", "downloadrequests");

    private static final String GROUP = "velero.io";

    private final String version;
    private final String kind;
    private final String plural;

    VeleroKind(String version, String kind, String plural) {
        this.version = version;
        this.kind = kind;
        this.plural = plural;
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    String apiVersion() {
        return GROUP + "/" + version;
    }

    String kind() {
        return kind;
    }

    String plural() {
        return plural + "." + GROUP;
    }
}
