package io.homelab.activities.velero;

import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.Sizes;
import java.util.List;

/** Whether a backup holds the data of the volumes that it holds the claims of. */
final class VolumeVerdict {
    private final String cluster;
    private final List<String> withoutData;

    /** @param withoutData claims, as {@code namespace/name}, that may be without */
    VolumeVerdict(String cluster, List<String> withoutData) {
        this.cluster = cluster;
        this.withoutData = List.copyOf(withoutData);
    }

    BackupCheck of(String schedule, VeleroBackup backup, VolumeData.Held held) {
        var check = "volumes of " + schedule;
        if (backup.selectsOtherwise()) {
            return BackupCheck.unknown(
                    cluster,
                    check,
                    backup.name() + " chooses by expressions, so which claims it should hold cannot be said",
                    "choose by labels that must be equal, or by namespaces");
        }
        var bare = held.bare().stream()
                .filter(volume -> !withoutData.contains(volume.claim()))
                .toList();
        if (bare.isEmpty() || bare.size() <= backup.snapshots()) {
            return BackupCheck.pass(cluster, check, words(held, bare.size()));
        }
        return BackupCheck.fail(
                cluster,
                check,
                bare.size() + " of " + held.claims() + " claims in " + backup.name() + " have no data in it"
                        + (backup.snapshots() == 0
                                ? ""
                                : ", and the storage made " + backup.snapshots() + " snapshots only"),
                bare.stream()
                        .map(volume -> volume.claim() + ": " + volume.why())
                        .toList(),
                "have Velero read volumes (node-agent, and the annotation backup.velero.io/backup-volumes or"
                        + " defaultVolumesToFsBackup), on storage that is no hostPath; or name the claim in withoutData");
    }

    private static String words(VolumeData.Held held, int bySnapshot) {
        if (held.claims() == 0) {
            return "there is no claim in it";
        }
        return held.claims() + (held.claims() == 1 ? " claim, " : " claims, ") + Sizes.text(held.bytes()) + " read"
                + (bySnapshot == 0
                        ? ""
                        : "; " + bySnapshot + " by snapshots of the storage, which Velero counts and does not name");
    }
}
