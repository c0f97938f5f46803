package io.homelab.activities.proxmox;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.workflows.progress.Outcome;
import java.time.Duration;

/** Powers machines on and off, and does not say so before it is so. */
final class Power {
    private final Hypervisor hypervisor;
    private final String cluster;
    private final Proof proof;

    Power(Hypervisor hypervisor, String cluster) {
        this.hypervisor = hypervisor;
        this.cluster = cluster;
        this.proof = new Proof(hypervisor);
    }

    Outcome on(Located machine) {
        var client = hypervisor.client();
        if (client.current(machine.node(), machine.vmid()).running()) {
            return Outcome.unchanged(machine.vmid() + " is running");
        }
        hypervisor.tasks(cluster).awaitOthers(machine.node(), machine.vmid());
        if (client.current(machine.node(), machine.vmid()).running()) {
            return Outcome.unchanged(machine.vmid() + " is running, by an earlier attempt");
        }
        proof.of(machine);
        Duration waited = Duration.ZERO;
        try {
            waited = hypervisor.tasks(cluster).await(client.start(machine.node(), machine.vmid()));
        } catch (ProxmoxFailure e) {
            if (!e.alreadyRunning()) {
                throw e;
            }
        }
        return Outcome.changed(machine.vmid() + " powered on", waited.plus(until(machine, true)));
    }

    /** Asks the guest first; what does not listen is switched off. Returns how long it took. */
    Duration off(Located machine) {
        var client = hypervisor.client();
        if (!client.current(machine.node(), machine.vmid()).running()) {
            return Duration.ZERO;
        }
        var limit = hypervisor.lab().waits(cluster).shutdown();
        proof.of(machine);
        Duration waited = Duration.ZERO;
        var shutdown = client.shutdown(machine.node(), machine.vmid(), limit);
        try {
            waited = hypervisor.tasks(cluster).await(shutdown);
        } catch (ProxmoxFailure e) {
            if (!e.notHeard()) {
                throw e;
            }
        }
        return client.current(machine.node(), machine.vmid()).running() ? waited.plus(cut(machine)) : waited;
    }

    /** Switches it off without asking the guest, as before a destroy. */
    Duration cut(Located machine) {
        var client = hypervisor.client();
        if (!client.current(machine.node(), machine.vmid()).running()) {
            return Duration.ZERO;
        }
        proof.of(machine);
        var waited = hypervisor.tasks(cluster).await(client.stop(machine.node(), machine.vmid()));
        return waited.plus(until(machine, false));
    }

    private Duration until(Located machine, boolean running) {
        var waits = hypervisor.lab().waits(cluster);
        return Await.upTo(waits.task(), waits.taskProbe())
                .<Boolean>until(machine.vmid() + " to be " + (running ? "running" : "stopped"), () -> {
                    var status = hypervisor.client().current(machine.node(), machine.vmid());
                    return status.running() == running ? Seen.there(true) : Seen.missing(status.status());
                })
                .waited();
    }
}
