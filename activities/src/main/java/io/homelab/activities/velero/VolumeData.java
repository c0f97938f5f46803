package io.homelab.activities.velero;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.kubernetes.CustomState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which volumes' data is in a backup. Velero backs up the claims of what it may not read as well, and calls that complete: those
 * on the host's own directories, such as local-path's, above all (pkg/podvolume, isHostPathVolume).
 */
public final class VolumeData {
    private static final String CLAIM = "velero.io/pvc-name";
    private static final String LEFT_OUT = "velero.io/exclude-from-backup";

    private final KubernetesClient client;
    private final Velero velero;

    public VolumeData(KubernetesClient client, Velero velero) {
        this.client = client;
        this.velero = velero;
    }

    /**
     * A volume whose data is not in a backup.
     *
     * @param claim as {@code namespace/name}
     * @param kept whether the volume stays when its claim goes, so that Velero would bring the volume back as it is
     * @param why in words
     */
    public record Bare(String claim, boolean kept, String why) {}

    /**
     * What a backup holds of volumes.
     *
     * @param claims how many it should hold
     * @param bytes of those whose data was read file by file
     * @param bare those without data that can be named
     */
    public record Held(int claims, long bytes, List<Bare> bare) {
        public Held {
            bare = List.copyOf(bare);
        }
    }

    /** What a backup holds of the claims that are there now and were there then. */
    public Held of(VeleroBackup backup) {
        var read = read(backup);
        var claims = claims(backup);
        var bare = claims.stream()
                .filter(claim -> !read.containsKey(path(claim)))
                .map(claim -> bare(claim, read))
                .toList();
        return new Held(
                claims.size(), read.values().stream().mapToLong(Long::longValue).sum(), bare);
    }

    /** The bytes by claim of what was read file by file, whole. */
    private Map<String, Long> read(VeleroBackup backup) {
        var bytes = new HashMap<String, Long>();
        for (var volume : velero.labelled(VeleroKind.VOLUME_BACKUP, Velero.BACKUP, backup.name())) {
            var claim = volume.annotation(CLAIM);
            if (claim.isPresent() && completed(volume)) {
                bytes.put(volume.text("spec", "pod", "namespace").orElse("") + "/" + claim.get(), size(volume));
            }
        }
        for (var upload : velero.labelled(VeleroKind.DATA_UPLOAD, Velero.BACKUP, backup.name())) {
            if (completed(upload)) {
                bytes.put(
                        upload.text("spec", "sourceNamespace").orElse("") + "/"
                                + upload.text("spec", "sourcePVC").orElse(""),
                        size(upload));
            }
        }
        return bytes;
    }

    /**
     * Those that the backup was to hold; a claim that nothing was ever put into has no volume, and so no data. Kubernetes writes
     * whole seconds: what came in the second in which the backup began counts as there, since Velero lists after it has begun.
     */
    private List<PersistentVolumeClaim> claims(VeleroBackup backup) {
        if (!backup.holdsClaims()) {
            return List.of();
        }
        var left = leftOut();
        var begun = backup.started().orElse(Instant.EPOCH);
        var chosen = client.persistentVolumeClaims().inAnyNamespace();
        var listed = backup.selects().isEmpty()
                ? chosen.list()
                : chosen.withLabels(backup.selects()).list();
        return listed.getItems().stream()
                .filter(claim -> backup.holds(claim.getMetadata().getNamespace()))
                .filter(claim -> !left.contains(claim.getMetadata().getNamespace()))
                .filter(claim -> !isLeftOut(claim.getMetadata().getLabels()))
                .filter(claim -> claim.getSpec().getVolumeName() != null)
                .filter(claim -> !Instant.parse(claim.getMetadata().getCreationTimestamp())
                        .isAfter(begun))
                .toList();
    }

    private Set<String> leftOut() {
        var names = new HashSet<String>();
        client.namespaces().list().getItems().stream()
                .filter(namespace -> isLeftOut(namespace.getMetadata().getLabels()))
                .forEach(namespace -> names.add(namespace.getMetadata().getName()));
        return names;
    }

    private Bare bare(PersistentVolumeClaim claim, Map<String, Long> read) {
        var volume = client.persistentVolumes()
                .withName(claim.getSpec().getVolumeName())
                .get();
        var spec = volume == null ? null : volume.getSpec();
        boolean kept = spec == null || !Objects.equals(spec.getPersistentVolumeReclaimPolicy(), "Delete");
        var why = spec != null && spec.getHostPath() != null
                ? "is a directory of its node (hostPath), which Velero passes over"
                : read.isEmpty()
                        ? "nothing has read it: no PodVolumeBackup, no DataUpload"
                        : "no PodVolumeBackup and no DataUpload of it has completed";
        return new Bare(path(claim), kept, why);
    }

    private static boolean completed(CustomState transfer) {
        return transfer.text("status", "phase").orElse("").equals("Completed");
    }

    private static long size(CustomState transfer) {
        return transfer.number("status", "progress", "totalBytes");
    }

    private static boolean isLeftOut(@Nullable Map<String, String> labels) {
        return labels != null && "true".equals(labels.get(LEFT_OUT));
    }

    private static String path(PersistentVolumeClaim claim) {
        return claim.getMetadata().getNamespace() + "/" + claim.getMetadata().getName();
    }
}
