package io.homelab.workflows.backup.install;

import io.homelab.workflows.backup.cluster.ClusterScope;
import java.util.List;

/**
 * What a run needs to know; everything else is read by activities from the snapshot.
 *
 * @param snapshot of the lab file
 * @param clusters that have a storage, in the file's order; none is drilled
 */
public record InstallSpec(String lab, String snapshot, boolean simulated, List<ClusterScope> clusters) {
    public InstallSpec {
        clusters = clusters == null ? List.of() : List.copyOf(clusters);
    }
}
