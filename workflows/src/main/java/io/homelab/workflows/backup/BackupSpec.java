package io.homelab.workflows.backup;

import io.homelab.workflows.backup.cluster.ClusterScope;
import io.homelab.workflows.backup.copies.CopyRules;
import io.homelab.workflows.backup.copies.CopyRules.CopyRule;
import io.homelab.workflows.backup.pool.VerifiedPools;
import io.homelab.workflows.backup.pool.VerifiedPools.VerifiedPool;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs to know of the backups; everything else is read by activities from the snapshot.
 *
 * @param snapshot of the lab file
 * @param sets the names of those that are verified, in the file's order
 * @param buckets the names of those of them that are in a bucket of an S3 server
 * @param healed those of them from which a verification removes the locks of the dead; null: none
 * @param clusters whose backups are verified; null: none
 * @param pools the ZFS pools that are verified; null: none
 * @param copies what must be kept in several places, as far as all sets that hold it are verified; null: nothing
 * @param deep those of the sets of which restic reads a part of the packs; null: none
 */
public record BackupSpec(
        String lab,
        String snapshot,
        boolean simulated,
        List<String> sets,
        List<String> buckets,
        @Nullable HealedSets healed,
        @Nullable VerifiedClusters clusters,
        @Nullable VerifiedPools pools,
        @Nullable CopyRules copies,
        @Nullable DeepSets deep) {
    public BackupSpec {
        sets = sets == null ? List.of() : List.copyOf(sets);
        buckets = buckets == null ? List.of() : List.copyOf(buckets);
    }

    /** Removes nothing. */
    public BackupSpec(String lab, String snapshot, boolean simulated, List<String> sets) {
        this(lab, snapshot, simulated, sets, List.of(), null);
    }

    /** Nothing of it must be kept in several places, none is checked deep. */
    public BackupSpec(
            String lab,
            String snapshot,
            boolean simulated,
            List<String> sets,
            List<String> buckets,
            @Nullable HealedSets healed,
            @Nullable VerifiedClusters clusters,
            @Nullable VerifiedPools pools) {
        this(lab, snapshot, simulated, sets, buckets, healed, clusters, pools, null, null);
    }

    /** Without clusters, pools, copies and deep checks. */
    public BackupSpec(
            String lab,
            String snapshot,
            boolean simulated,
            List<String> sets,
            List<String> buckets,
            @Nullable HealedSets healed) {
        this(lab, snapshot, simulated, sets, buckets, healed, null, null);
    }

    /** In the file's order. */
    public record VerifiedClusters(List<ClusterScope> scopes) {
        public VerifiedClusters {
            scopes = scopes == null ? List.of() : List.copyOf(scopes);
        }
    }

    /** By name. */
    public record HealedSets(List<String> names) {
        public HealedSets {
            names = names == null ? List.of() : List.copyOf(names);
        }
    }

    /** In the file's order. */
    public record DeepSets(List<String> names) {
        public DeepSets {
            names = names == null ? List.of() : List.copyOf(names);
        }
    }

    /** Everything that is verified, by name: sets, then clusters, then pools. */
    List<String> names() {
        return Stream.of(
                        sets.stream(),
                        scopes().stream().map(ClusterScope::name),
                        zfs().stream().map(VerifiedPool::name))
                .flatMap(names -> names)
                .toList();
    }

    List<ClusterScope> scopes() {
        return clusters == null ? List.of() : clusters.scopes();
    }

    /** The ZFS pools that are verified. */
    List<VerifiedPool> zfs() {
        return pools == null ? List.of() : pools.pools();
    }

    /** What must be kept in several places. */
    List<CopyRule> rules() {
        return copies == null ? List.of() : copies.rules();
    }

    /** The names of the sets that are checked deep. */
    List<String> checkedDeep() {
        return deep == null ? List.of() : deep.names();
    }

    boolean heals(String set) {
        return healed != null && healed.names().contains(set);
    }
}
