package io.homelab.activities.plan;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.proxmox.OrphanFinder;
import io.homelab.activities.talos.SecretOrphans;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.workflows.hypervisor.OrphanActivities;
import io.homelab.workflows.hypervisor.OrphanReport;
import io.homelab.workflows.hypervisor.OrphanRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.ArrayList;

/** Compares all that is ours with the lab file. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabOrphanActivities implements OrphanActivities {
    private final LabReader labs;
    private final OrphanFinder machines;

    public LabOrphanActivities(LabReader labs, OrphanFinder machines) {
        this.labs = labs;
        this.machines = machines;
    }

    @Override
    public OrphanReport find(OrphanRequest request) {
        var snapshot = labs.take(request.labDigest()).digest();
        var orphans = new ArrayList<>(ReadOnly.call(() -> machines.find(snapshot)));
        orphans.addAll(SecretOrphans.find(labs.snapshot(snapshot)));
        return new OrphanReport(1, orphans);
    }
}
