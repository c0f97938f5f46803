package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of each volume in a backup. */
final class VolumeInfos {
    private VolumeInfos() {}

    static ArrayNode of(List<Item> items, List<ObjectNode> orders) {
        var infos = Json.array();
        for (var order : orders) {
            var claim = Names.annotation(order, Names.PVC_NAME);
            var info = infos.addObject();
            var volume = volume(items, Json.text(order, "spec.pod.namespace"), claim);
            volume.ifPresent(found -> {
                info.put("pvcName", claim)
                        .put("pvcNamespace", Json.text(order, "spec.pod.namespace"))
                        .put("pvName", found.name());
                pv(info, found.object());
            });
            common(info.put("backupMethod", "PodVolumeBackup"), false);
            var done = Names.phase(order).equals("Completed");
            info.put("result", done ? "succeeded" : "failed");
            time(info, order, "startTimestamp");
            time(info, order, "completionTimestamp");
            var details = info.putObject("pvbInfo");
            if (!Json.text(order, "status.snapshotID").isEmpty()) {
                details.put("snapshotHandle", Json.text(order, "status.snapshotID"));
                details.set("size", Json.at(order, "status.progress.totalBytes"));
            }
            details.put("uploaderType", "kopia")
                    .put("volumeName", Json.text(order, "spec.volume"))
                    .put("podName", Json.text(order, "spec.pod.name"))
                    .put("podNamespace", Json.text(order, "spec.pod.namespace"))
                    .put("nodeName", Json.text(order, "spec.node"));
        }
        for (var item : items) {
            if (item.resource().equals("persistentvolumes") && !has(infos, item.name())) {
                var info = infos.addObject();
                info.put("pvcName", Json.text(item.object(), "spec.claimRef.name"))
                        .put("pvcNamespace", Json.text(item.object(), "spec.claimRef.namespace"))
                        .put("pvName", item.name());
                common(info, true);
                info.put("skippedReason", "no applicable volumesnapshotter found");
                pv(info, item.object());
            }
        }
        return infos;
    }

    private static Optional<Item> volume(List<Item> items, String namespace, String claim) {
        return items.stream()
                .filter(item -> item.resource().equals("persistentvolumes")
                        && Json.text(item.object(), "spec.claimRef.name").equals(claim)
                        && Json.text(item.object(), "spec.claimRef.namespace").equals(namespace))
                .findFirst();
    }

    private static boolean has(ArrayNode infos, String volume) {
        return infos.valueStream().anyMatch(info -> Json.text(info, "pvName").equals(volume));
    }

    private static void common(ObjectNode info, boolean skipped) {
        info.put("snapshotDataMoved", false).put("preserveLocalSnapshot", false).put("skipped", skipped);
    }

    private static void time(ObjectNode info, ObjectNode order, String field) {
        var time = Json.text(order, "status." + field);
        if (!time.isEmpty()) {
            info.put(field, time);
        }
    }

    private static void pv(ObjectNode info, ObjectNode volume) {
        var details =
                info.putObject("pvInfo").put("reclaimPolicy", Json.text(volume, "spec.persistentVolumeReclaimPolicy"));
        var labels = Json.at(volume, "metadata.labels");
        details.set("labels", labels.isObject() ? labels : Json.object());
    }
}
