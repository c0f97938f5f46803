package io.homelab.activities.proxmox;

import io.homelab.activities.ensure.Findings;
import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;

/** The pool that the lab file may name: it is there, and our rights to change machines end at it. */
final class Pools {
    private Pools() {}

    static void check(Hypervisor hypervisor, Findings findings) {
        var pool = hypervisor.lab().lab().hypervisor().pool();
        if (pool == null) {
            return;
        }
        var client = hypervisor.client();
        if (client.pools().stream().noneMatch(p -> p.poolid().equals(pool))) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "there is no pool " + pool + ", or the token may not see it",
                    "proxmox /pools",
                    "pveum pool add " + pool);
        }
        if (client.privileges("/vms").contains("VM.PowerMgmt")) {
            findings.warn("the token may change machines outside of the pool " + pool
                    + ": take its rights at /vms away, but for VM.Audit");
        }
    }
}
