package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Asks the node agents to fill the volumes of restored pods. */
final class PodRestores {
    private final Context context;
    private final ObjectNode restore;
    private final List<ObjectNode> backups;
    private final Journal journal;

    /** @param backups the volumes that the backup has */
    PodRestores(Context context, ObjectNode restore, List<ObjectNode> backups, Journal journal) {
        this.context = context;
        this.restore = restore;
        this.backups = backups;
        this.journal = journal;
    }

    /** Whether the volume of a claim was saved. */
    boolean saved(String namespace, String claim) {
        return backups.stream()
                .anyMatch(each -> Names.annotation(each, Names.PVC_NAME).equals(claim)
                        && Json.text(each, "spec.pod.namespace").equals(namespace));
    }

    /** The saved volumes of a pod by their names; those without a snapshot have nothing to restore. */
    Map<String, ObjectNode> snapshots(Item pod) {
        var found = new LinkedHashMap<String, ObjectNode>();
        for (var backup : backups) {
            if (Json.text(backup, "spec.pod.name").equals(pod.name())
                    && Json.text(backup, "spec.pod.namespace").equals(pod.namespace())
                    && !Json.text(backup, "status.snapshotID").isEmpty()) {
                found.put(Json.text(backup, "spec.volume"), backup);
            }
        }
        return found;
    }

    /** @param from the namespace that the pod had */
    void order(String from, ObjectNode pod, Map<String, ObjectNode> volumes) {
        if (!context.agentRuns()) {
            journal.error(
                    Json.namespace(pod),
                    "error to check node agent status: node-agent is not ready: no ready pods found");
            return;
        }
        volumes.forEach((volume, backup) -> {
            var order = Json.object().put("apiVersion", Names.API).put("kind", "PodVolumeRestore");
            var meta = order.putObject("metadata")
                    .put("generateName", Json.name(restore) + "-")
                    .put("namespace", context.namespace());
            PodVolumes.owned(meta, restore);
            meta.putObject("labels")
                    .put(Names.RESTORE_NAME, Json.name(restore))
                    .put(Names.RESTORE_UID, Json.uid(restore))
                    .put(Names.POD_UID, Json.uid(pod));
            var into = order.putObject("spec");
            into.putObject("pod")
                    .put("kind", "Pod")
                    .put("namespace", Json.namespace(pod))
                    .put("name", Json.name(pod))
                    .put("uid", Json.uid(pod));
            into.put("volume", volume)
                    .put("snapshotID", Json.text(backup, "status.snapshotID"))
                    .put("backupStorageLocation", Json.text(backup, "spec.backupStorageLocation"))
                    .put("repoIdentifier", "")
                    .put("uploaderType", "kopia")
                    .put("sourceNamespace", from);
            into.set("snapshotSize", Json.at(backup, "status.progress.totalBytes"));
            context.api().create(Names.POD_RESTORES, order);
        });
    }
}
