package io.homelab.workflows.cluster;

import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.topology.SnapshotRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.WorkflowImpl;

/** Reads the lab file, then the lab. */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class PlanClusterImpl implements PlanCluster {
    @Override
    public Plan plan(BootstrapRequest request) {
        var spec = Ports.lab("read the lab file")
                .takeSnapshot(new SnapshotRequest(request.cluster(), request.labDigest(), request.imageFile()));
        return Ports.plan("compare the lab with the lab file").planBootstrap(spec.ref());
    }
}
