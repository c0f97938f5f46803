package io.homelab.activities.proxmox;

import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;

/**
 * The last look before a write: a machine that was found may have been destroyed since, and its number given to somebody
 * else's. Proxmox compares a configuration's digest, so a change can hit nothing else. It has no such guard for power and
 * destroy; there the pool of the lab file is one, since a machine that is destroyed leaves its pool and takes our rights along.
 */
final class Proof {
    private final Hypervisor hypervisor;

    Proof(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
    }

    /** The machine as it is now; NOT_OURS when it no longer proves to be ours, TRANSIENT when it went or moved. */
    Located of(Located machine) {
        try {
            var config = hypervisor.client().config(machine.node(), machine.vmid());
            if (hypervisor.ownership().proves(config, machine.address())) {
                return new Located(machine.address(), machine.node(), machine.vmid(), config);
            }
        } catch (ProxmoxFailure e) {
            if (!e.missing()) {
                throw e;
            }
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "machine " + machine.vmid() + " is not on " + machine.node() + " any more: looking for it",
                    machine.where(),
                    null,
                    e);
        }
        throw new Problem(
                FailureClass.NOT_OURS,
                "machine " + machine.vmid() + " no longer proves to be " + machine.address(),
                machine.where(),
                "nothing was touched; look at its tags and description");
    }
}
