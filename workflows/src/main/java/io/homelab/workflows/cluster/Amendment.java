package io.homelab.workflows.cluster;

import io.homelab.workflows.attention.Runbook;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.progress.StepLog;
import io.homelab.workflows.topology.ClusterSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether an amended lab file may replace the one that a run began with. */
final class Amendment {
    private Amendment() {}

    /** Why not, or empty. What is not finished may change freely. */
    static Optional<FailureReport> refusal(@Nullable ClusterSpec before, ClusterSpec after, StepLog log) {
        if (before == null) {
            return Optional.empty();
        }
        for (var node : before.nodes()) {
            var now = after.node(node.name());
            if (now.isEmpty()) {
                return refused("node " + node.name() + " is gone");
            }
            if (log.finished(BootstrapSteps.machine(node.name()))
                    && !now.get().hardware().equals(node.hardware())) {
                return refused("the machine of " + node.name() + " is already made");
            }
        }
        if (after.nodes().size() != before.nodes().size()) {
            return refused("there are more nodes than the run began with");
        }
        if (log.finished(BootstrapSteps.IMAGE) && !after.talosVersion().equals(before.talosVersion())) {
            return refused("Talos " + before.talosVersion() + " is already in use");
        }
        if (log.finished(BootstrapSteps.ETCD) && !after.endpoint().equals(before.endpoint())) {
            return refused("the cluster already answers at " + before.endpoint());
        }
        return Optional.empty();
    }

    private static Optional<FailureReport> refused(String why) {
        return Optional.of(Runbook.amendmentRefused(why));
    }
}
