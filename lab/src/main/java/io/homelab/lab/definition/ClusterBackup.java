package io.homelab.lab.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Velero, and VolSync beside it, must keep of a cluster.
 *
 * @param namespace where Velero runs
 * @param storage where Velero puts them; null: whoever has installed it knows
 * @param schedules Velero's schedules that there must be, by name
 * @param withoutData claims, as {@code namespace/name}, whose data need not be in a backup
 * @param volsync what must be replicated; null: nothing
 * @param drill which namespaces are restored to prove that they can be
 * @param proof how long it may be unproved; null: as the schedule of all backups has it
 */
public record ClusterBackup(
        String namespace,
        @Nullable VeleroStorage storage,
        Map<String, VeleroSchedule> schedules,
        List<String> withoutData,
        @Nullable VolumeReplication volsync,
        NamespaceDrill drill,
        @Nullable ProofPromise proof) {
    public ClusterBackup {
        schedules = Ordered.copyOf(schedules);
        withoutData = List.copyOf(withoutData);
    }
}
