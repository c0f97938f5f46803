package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.HypervisorActivities.DestroyRequest;
import io.homelab.workflows.progress.Outcome;
import java.time.Duration;

/** Destroys machines that prove to be ours, at the moment of each write: ids are recycled between two of our calls. */
final class Destroyer {
    private final Hypervisors hypervisors;

    Destroyer(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    Outcome destroy(DestroyRequest request) {
        var hypervisor = hypervisors.open(request.cluster().snapshot());
        var cluster = request.cluster().cluster();
        var found = hypervisor.finder().find(request.address());
        if (found.isEmpty()) {
            return Outcome.unchanged(request.address() + " is gone");
        }
        var machine = found.get();
        if (machine.vmid() != request.vmid()) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    request.address() + " is now " + machine.vmid() + ", not " + request.vmid() + " as it was shown",
                    machine.where(),
                    "look at both, then: homelab run retry");
        }
        hypervisor.tasks(cluster).awaitOthers(machine.node(), machine.vmid());
        var waited = new Power(hypervisor, cluster).cut(machine);
        waited = waited.plus(delete(hypervisor, cluster, machine));
        if (hypervisor.finder().find(request.address()).isPresent()) {
            throw new Problem(
                    FailureClass.TRANSIENT, "machine " + machine.vmid() + " is still there", machine.where(), null);
        }
        return Outcome.changed("destroyed " + machine.vmid() + " on " + machine.node(), waited);
    }

    private static Duration delete(Hypervisors.Hypervisor hypervisor, String cluster, Located machine) {
        new Proof(hypervisor).of(machine);
        try {
            return hypervisor.tasks(cluster).await(hypervisor.client().destroy(machine.node(), machine.vmid()));
        } catch (ProxmoxFailure e) {
            if (e.missing()) {
                return Duration.ZERO;
            }
            throw e;
        }
    }
}
