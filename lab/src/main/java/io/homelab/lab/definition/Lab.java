package io.homelab.lab.definition;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A whole lab, complete: every default of lab.schema.json is filled in. */
public record Lab(
        int schemaVersion,
        String name,
        boolean simulated,
        Hypervisor hypervisor,
        Network network,
        Images images,
        List<Addon> addons,
        Map<String, Cluster> clusters,
        Waits waits,
        @Nullable Notifications notifications,
        @Nullable GitOps gitops,
        @Nullable Promotion promotion,
        @Nullable Backups backups,
        Secrets secrets,
        TimeScale time) {
    public Lab {
        addons = List.copyOf(addons);
        clusters = Ordered.copyOf(clusters);
    }

    /** The cluster of that name, or empty. */
    public Optional<Cluster> cluster(String name) {
        return Optional.ofNullable(clusters.get(name));
    }

    /** Whether ArgoCD runs in a cluster and reads the lab's Git repository. */
    public boolean hasGitOps(String cluster) {
        return gitops != null
                && (gitops.clusters().isEmpty() || gitops.clusters().contains(cluster));
    }

    /** Whether a cluster follows Git by itself; what promotions go to, and what is protected, waits to be told. */
    public boolean syncsItself(String cluster) {
        return hasGitOps(cluster)
                && (promotion == null || !promotion.to().equals(cluster))
                && cluster(cluster).map(c -> !c.guarded()).orElse(false);
    }

    /** The add-ons that go to a cluster, lowest wave first, in the file's order within a wave. */
    public List<Addon> addonsOf(String cluster) {
        return addons.stream()
                .filter(addon -> addon.clusters().isEmpty() || addon.clusters().contains(cluster))
                .sorted(Comparator.comparingInt(Addon::wave))
                .toList();
    }
}
