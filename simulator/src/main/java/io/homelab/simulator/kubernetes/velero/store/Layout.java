package io.homelab.simulator.kubernetes.velero.store;

import java.util.Optional;

/** Where Velero keeps what in a bucket. */
public record Layout(String prefix) {
    public Layout {
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    public String backups() {
        return prefix + "backups/";
    }

    public String backup(String name) {
        return backups() + name + "/";
    }

    public String restore(String name) {
        return prefix + "restores/" + name + "/";
    }

    /** The repository of a namespace's volumes. */
    public String repository(String namespace) {
        return prefix + "kopia/" + namespace + "/";
    }

    public String metadata(String backup) {
        return backup(backup) + "velero-backup.json";
    }

    public String contents(String backup) {
        return backup(backup) + backup + ".tar.gz";
    }

    /** Such as {@code daily-logs.gz}. */
    public String part(String backup, String suffix) {
        return backup(backup) + backup + "-" + suffix;
    }

    public String restorePart(String restore, String suffix) {
        return restore(restore) + "restore-" + restore + "-" + suffix;
    }

    /** The object that a download request asks for. */
    public Optional<String> target(String kind, String name) {
        return Optional.ofNullable(
                switch (kind) {
                    case "BackupContents" -> contents(name);
                    case "BackupLog" -> part(name, "logs.gz");
                    case "BackupVolumeSnapshots" -> part(name, "volumesnapshots.json.gz");
                    case "BackupItemOperations" -> part(name, "itemoperations.json.gz");
                    case "BackupResourceList" -> part(name, "resource-list.json.gz");
                    case "BackupResults" -> part(name, "results.gz");
                    case "BackupVolumeInfos" -> part(name, "volumeinfo.json.gz");
                    case "CSIBackupVolumeSnapshots" -> part(name, "csi-volumesnapshots.json.gz");
                    case "CSIBackupVolumeSnapshotContents" -> part(name, "csi-volumesnapshotcontents.json.gz");
                    case "RestoreLog" -> restorePart(name, "logs.gz");
                    case "RestoreResults" -> restorePart(name, "results.gz");
                    case "RestoreResourceList" -> restorePart(name, "resource-list.json.gz");
                    case "RestoreItemOperations" -> restorePart(name, "itemoperations.json.gz");
                    case "RestoreVolumeInfo" -> restore(name) + name + "-volumeinfo.json.gz";
                    default -> null;
                });
    }
}
