package io.homelab.activities.backup;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.BackupSet;
import io.homelab.lab.definition.Backups;
import io.homelab.lab.definition.RepositoryLocation;
import io.homelab.workflows.backup.BackupActivities;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.BackupSpec.DeepSets;
import io.homelab.workflows.backup.BackupSpec.HealedSets;
import io.homelab.workflows.backup.BackupSpec.VerifiedClusters;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.backup.cluster.ClusterScope;
import io.homelab.workflows.backup.pool.VerifiedPools;
import io.homelab.workflows.backup.pool.VerifiedPools.VerifiedPool;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the backups' part of the lab file. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabBackupActivities implements BackupActivities {
    private final LabReader labs;

    public LabBackupActivities(LabReader labs) {
        this.labs = labs;
    }

    @Override
    public BackupSpec read(VerifyRequest request) {
        var file = labs.take(request.labDigest());
        var lab = labs.snapshot(file.digest()).lab();
        if (lab.backups() == null) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the lab file has no backups",
                    "lab.yaml",
                    "lab.example.yaml shows what backups: looks like");
        }
        var sets = sets(lab.backups(), request.only());
        return new BackupSpec(
                lab.name(),
                file.digest(),
                lab.simulated(),
                sets,
                buckets(lab.backups(), sets),
                healed(lab.backups(), sets),
                clusters(lab.backups(), request.only()),
                pools(lab.backups(), request.only()),
                CopiesInLab.of(lab.backups(), sets),
                deep(lab.backups(), sets));
    }

    private static @Nullable HealedSets healed(Backups backups, List<String> sets) {
        var names = those(backups, sets, set -> set.locks().heal());
        return names.isEmpty() ? null : new HealedSets(names);
    }

    private static @Nullable DeepSets deep(Backups backups, List<String> sets) {
        var names = those(backups, sets, set -> set.audit().deep() != null);
        return names.isEmpty() ? null : new DeepSets(names);
    }

    private static List<String> buckets(Backups backups, List<String> sets) {
        return those(backups, sets, set -> set.repository().kind() instanceof RepositoryLocation.Kind.Bucket);
    }

    private static List<String> those(Backups backups, List<String> sets, Predicate<BackupSet> which) {
        return sets.stream()
                .filter(name -> which.test(Objects.requireNonNull(backups.sets().get(name))))
                .toList();
    }

    private static @Nullable VerifiedClusters clusters(Backups backups, List<String> only) {
        var scopes = backups.clusters().entrySet().stream()
                .filter(cluster -> only.isEmpty() || only.contains(cluster.getKey()))
                .map(cluster -> new ClusterScope(
                        cluster.getKey(),
                        cluster.getValue().volsync() != null,
                        !cluster.getValue().drill().namespaces().isEmpty()))
                .toList();
        return scopes.isEmpty() ? null : new VerifiedClusters(scopes);
    }

    private static List<String> sets(Backups backups, List<String> only) {
        for (var name : only) {
            if (!backups.names().contains(name)) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "the lab file has no backup set " + name,
                        "lab.yaml",
                        "it has: " + String.join(", ", backups.names()));
            }
        }
        return backups.sets().keySet().stream()
                .filter(name -> only.isEmpty() || only.contains(name))
                .toList();
    }

    private static @Nullable VerifiedPools pools(Backups backups, List<String> only) {
        var pools = backups.pools().entrySet().stream()
                .filter(pool -> only.isEmpty() || only.contains(pool.getKey()))
                .map(pool -> new VerifiedPool(
                        pool.getKey(), !pool.getValue().datasets().isEmpty()))
                .toList();
        return pools.isEmpty() ? null : new VerifiedPools(pools);
    }
}
