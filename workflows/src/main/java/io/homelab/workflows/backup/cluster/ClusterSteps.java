package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.backup.Checking;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.progress.StepLog;

/** What a verification looks at in a cluster whose backups Velero and VolSync keep. */
public final class ClusterSteps {
    private final StepLog log;
    private final Checking checking;
    private final String snapshot;
    private final String run;

    /**
     * @param snapshot of the lab file
     * @param run workflow id and run id
     */
    public ClusterSteps(StepLog log, Checking checking, String snapshot, String run) {
        this.log = log;
        this.checking = checking;
        this.snapshot = snapshot;
        this.run = run;
    }

    /** Says which steps there will be. */
    public void announce(ClusterScope cluster) {
        var name = cluster.name();
        log.announce(name + "/velero", "Velero has backed up what it must, with its data", name);
        if (cluster.replicates()) {
            log.announce(name + "/volsync", "every volume was replicated in time", name);
        }
        if (cluster.drills()) {
            log.announce(name + "/restore", "a namespace comes back, and runs", name);
        }
    }

    /** Reads what Velero and VolSync say. */
    public void look(ClusterScope cluster) {
        var name = cluster.name();
        checking.take(name + "/velero", name, "velero", s -> Ports.looks(s)
                .velero(ref(name))
                .checks());
        if (cluster.replicates()) {
            checking.take(name + "/volsync", name, "volsync", s -> Ports.looks(s)
                    .volsync(ref(name))
                    .checks());
        }
    }

    /** Restores the namespace whose turn it is. */
    public void drill(ClusterScope cluster) {
        var name = cluster.name();
        if (cluster.drills()) {
            checking.take(name + "/restore", name, "restore", s -> NamespaceDrilling.of(ref(name), run, s));
        }
    }

    private SetRef ref(String cluster) {
        return new SetRef(cluster, snapshot);
    }
}
