package io.homelab.activities.proxmox;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import io.homelab.workflows.progress.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Creates and repairs machines. The reserved id is the guard of the create: Proxmox refuses a second one. */
final class Machines {
    private final Hypervisors hypervisors;

    Machines(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    Outcome ensure(MachineRequest request) {
        var ref = request.node();
        var hypervisor = hypervisors.open(ref.snapshot());
        var definition = hypervisor.definition(ref.cluster(), ref.node());
        var found = hypervisor.finder().find(definition.address());
        if (found.isPresent()) {
            return repair(hypervisor, ref.cluster(), definition, found.get());
        }
        refuseStranger(hypervisor, request.vmid(), definition.address());
        return create(hypervisor, ref.cluster(), definition, request.vmid());
    }

    private Outcome create(Hypervisor hypervisor, String cluster, MachineDefinition definition, int vmid) {
        var storage = hypervisor.lab().lab().hypervisor().storage().disks();
        var queue = hypervisors.queue(hypervisor, storage);
        take(queue, storage);
        Duration waited;
        try {
            hypervisor.tasks(cluster).awaitOthers(hypervisor.node(), vmid);
            waited = createOnce(hypervisor, cluster, definition, vmid);
        } finally {
            queue.release();
        }
        var found = hypervisor
                .finder()
                .find(definition.address())
                .orElseThrow(() -> new Problem(
                        FailureClass.TRANSIENT,
                        "machine " + vmid + " was created and is not there yet",
                        "proxmox /nodes/" + hypervisor.node() + "/qemu/" + vmid,
                        null));
        return Outcome.changed("created " + found.vmid() + " on " + found.node(), waited)
                .with("created", "yes")
                .with("address", definition.address());
    }

    private Duration createOnce(Hypervisor hypervisor, String cluster, MachineDefinition definition, int vmid) {
        try {
            return hypervisor
                    .tasks(cluster)
                    .await(hypervisor.client().create(hypervisor.node(), definition.create(vmid)));
        } catch (ProxmoxFailure e) {
            if (!e.alreadyExists()) {
                throw e;
            }
            // Either an attempt of ours whose answer was lost, or a stranger who was faster: the look tells.
            return awaitOurs(hypervisor, cluster, definition.address(), vmid);
        } catch (Unreachable e) {
            // Unknown is not failed. A late create may still land; the next attempt looks, and the id guards it.
            throw new Unreachable(
                    "the create of " + vmid + " got no answer: looking whether it happened",
                    e.report().where(),
                    e);
        }
    }

    private Duration awaitOurs(Hypervisor hypervisor, String cluster, String address, int vmid) {
        var watch = LabClock.stopwatch();
        hypervisor.tasks(cluster).awaitOthers(hypervisor.node(), vmid);
        if (hypervisor.finder().find(address).isEmpty()) {
            refuseStranger(hypervisor, vmid, address);
        }
        return watch.elapsed();
    }

    private Outcome repair(Hypervisor hypervisor, String cluster, MachineDefinition definition, Located machine) {
        awaitUnlocked(hypervisor, cluster, machine);
        var config = new Proof(hypervisor).of(machine).config();
        var repair = definition.repair(config);
        var growth = definition.growth(config);
        if (repair.isEmpty() && growth.isEmpty()) {
            return Outcome.unchanged(machine.vmid() + " on " + machine.node() + " is as it should be");
        }
        if (!repair.isEmpty()) {
            var parameters = new LinkedHashMap<>(repair);
            parameters.put("digest", config.digest());
            hypervisor.client().update(machine.node(), machine.vmid(), parameters);
        }
        growth.ifPresent(gib -> grow(hypervisor, cluster, machine, gib));
        return Outcome.changed(
                "repaired " + String.join(", ", repair.keySet()) + (growth.isPresent() ? " and disk" : ""),
                powerCycle(hypervisor, cluster, machine, repair));
    }

    private static void grow(Hypervisor hypervisor, String cluster, Located machine, int gib) {
        var now = new Proof(hypervisor).of(machine);
        var task = hypervisor.client().resize(now, "scsi0", gib);
        if (task.startsWith("UPID:")) {
            hypervisor.tasks(cluster).await(task);
        }
    }

    /** A running machine takes some changes only when it was off; the plan called this destructive and somebody agreed. */
    private static Duration powerCycle(
            Hypervisor hypervisor, String cluster, Located machine, Map<String, String> repair) {
        var client = hypervisor.client();
        if (!MachineDefinition.needsPowerCycle(repair)
                || !client.current(machine.node(), machine.vmid()).running()) {
            return Duration.ZERO;
        }
        return new Power(hypervisor, cluster).off(machine);
    }

    private static void awaitUnlocked(Hypervisor hypervisor, String cluster, Located machine) {
        var waits = hypervisor.lab().waits(cluster);
        Await.upTo(waits.task(), waits.taskProbe())
                .<Boolean>until("machine " + machine.vmid() + " to be unlocked", () -> {
                    var lock = hypervisor
                            .client()
                            .current(machine.node(), machine.vmid())
                            .lock();
                    return lock == null || lock.isEmpty() ? Seen.there(true) : Seen.missing("locked (" + lock + ")");
                });
    }

    private static void refuseStranger(Hypervisor hypervisor, int vmid, String address) {
        var look = hypervisor.finder().look();
        var node = Optional.ofNullable(look.taken().get(vmid));
        if (node.isPresent() && look.find(address).isEmpty()) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "the id " + vmid + " is taken by a machine on " + node.get() + " that is not provably ours",
                    "proxmox /nodes/" + node.get() + "/qemu/" + vmid,
                    "give the node another vmid in lab.yaml");
        }
    }

    private static void take(Semaphore queue, String storage) {
        try {
            while (!queue.tryAcquire(1, java.util.concurrent.TimeUnit.SECONDS)) {
                Await.beat("waits for its turn on storage " + storage);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(FailureClass.TRANSIENT, "the worker is stopping", null, null, e);
        }
    }
}
