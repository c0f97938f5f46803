package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What comes back of a cluster, and where.
 *
 * @param where what it is for
 * @param cluster whose backup it is, and where it comes back
 * @param backup Velero's name of it
 * @param taken when it was complete
 * @param age how old it is by the lab's clock: what was written since does not come back
 * @param namespace that was backed up
 * @param target that it comes back to
 * @param name of everything that is made beside it: unique, and the run's own
 * @param brings kinds that come back; empty: all
 */
public record NamespacePlan(
        Where where,
        String cluster,
        String backup,
        Instant taken,
        Duration age,
        String namespace,
        String target,
        String name,
        List<String> brings) {
    public NamespacePlan {
        brings = brings == null ? List.of() : List.copyOf(brings);
    }
}
