package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which backups there must be, and how they are proved.
 *
 * @param sets restic repositories by name
 * @param clusters what Velero and VolSync keep of clusters, by the cluster's name
 * @param pools ZFS pools of the hypervisor, by name
 * @param copies what must be kept in several places, by name
 * @param schedule when all of them are verified without anybody asking; null: never
 * @param heartbeat the URL that is fetched when all of them passed; null: none
 * @param metrics the directory of the worker's machine in which Prometheus' node exporter looks for files; null: none
 */
public record Backups(
        Map<String, BackupSet> sets,
        Map<String, ClusterBackup> clusters,
        Map<String, BackupPool> pools,
        Map<String, KeptCopies> copies,
        @Nullable Schedule schedule,
        @Nullable SecretRef heartbeat,
        @Nullable String metrics) {
    public Backups {
        sets = Ordered.copyOf(sets);
        clusters = Ordered.copyOf(clusters);
        pools = Ordered.copyOf(pools);
        copies = Ordered.copyOf(copies);
    }

    /** Everything that is proved: sets, then clusters, then pools, each in the file's order. */
    public List<String> names() {
        return Stream.of(sets, clusters, pools)
                .flatMap(each -> each.keySet().stream())
                .toList();
    }

    /** How long one of those may be unproved; empty: as the schedule has it. */
    public Optional<ProofPromise> proof(String name) {
        return Optional.ofNullable(sets.get(name))
                .map(BackupSet::proof)
                .or(() -> Optional.ofNullable(clusters.get(name)).map(ClusterBackup::proof))
                .or(() -> Optional.ofNullable(pools.get(name)).map(BackupPool::proof));
    }
}
