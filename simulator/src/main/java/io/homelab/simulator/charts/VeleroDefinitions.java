package io.homelab.simulator.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The definitions of Velero's kinds, as its chart brings them. */
public final class VeleroDefinitions {
    static final List<String> FILES = List.of(
            "backuprepositories.yaml",
            "backups.yaml",
            "backupstoragelocations.yaml",
            "deletebackuprequests.yaml",
            "downloadrequests.yaml",
            "podvolumebackups.yaml",
            "podvolumerestores.yaml",
            "restores.yaml",
            "schedules.yaml",
            "serverstatusrequests.yaml",
            "volumesnapshotlocations.yaml");

    private VeleroDefinitions() {}

    /** All of them, as one stream of documents. */
    public static String yaml() {
        var documents = new StringBuilder();
        try {
            for (var file : FILES) {
                documents.append("---\n").append(LabChart.source("/charts/velero/crds/" + file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents.toString();
    }
}
