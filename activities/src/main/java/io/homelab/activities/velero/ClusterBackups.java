package io.homelab.activities.velero;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.ClusterBackup;
import io.homelab.lab.definition.NamespaceDrill;
import io.homelab.workflows.failure.FailureClass;
import java.util.Optional;

/** What the lab file wants of a cluster's backups. */
public final class ClusterBackups {
    private ClusterBackups() {}

    /** CONFIG when it does not name the cluster. */
    public static ClusterBackup of(OpenLab lab, String cluster) {
        return Optional.ofNullable(lab.lab().backups())
                .map(backups -> backups.clusters().get(cluster))
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "the lab file has no backups of a cluster " + cluster,
                        "lab.yaml",
                        "lab.example.yaml shows what backups.clusters looks like"));
    }

    /** How drills of a cluster go about it, as fast as the lab's time. */
    public static NamespaceDrill drill(OpenLab lab, String cluster) {
        return of(lab, cluster).drill().fasterBy(lab.lab().time().factor());
    }
}
