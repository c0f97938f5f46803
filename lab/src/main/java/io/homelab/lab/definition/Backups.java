package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which backups there must be, and how they are proved.
 *
 * @param sets restic repositories by name
 * @param clusters what Velero and VolSync keep of clusters, by the cluster's name
 * @param schedule when all of them are verified without anybody asking; null: never
 * @param heartbeat the URL that is fetched when all of them passed; null: none
 */
public record Backups(
        Map<String, BackupSet> sets,
        Map<String, ClusterBackup> clusters,
        @Nullable Schedule schedule,
        @Nullable SecretRef heartbeat) {
    public Backups {
        sets = Ordered.copyOf(sets);
        clusters = Ordered.copyOf(clusters);
    }

    /** Everything that is proved, in the file's order: sets, then clusters. */
    public List<String> names() {
        return Stream.concat(sets.keySet().stream(), clusters.keySet().stream()).toList();
    }

    /** How long one of those may be unproved; empty: as the schedule has it. */
    public Optional<ProofPromise> proof(String name) {
        return sets.containsKey(name)
                ? Optional.ofNullable(Objects.requireNonNull(sets.get(name)).proof())
                : Optional.ofNullable(clusters.get(name)).map(ClusterBackup::proof);
    }
}
