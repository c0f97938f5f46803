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
import java.util.Set;
import java.util.TreeSet;
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
        var late = new Occupant(hypervisor, ref.cluster(), request.vmid(), definition.address()).admit();
        return late.isPresent()
                ? made(late.get(), Duration.ZERO)
                : create(hypervisor, ref.cluster(), definition, request.vmid());
    }

    private static Outcome made(Located machine, Duration waited) {
        return Outcome.changed("created " + machine.vmid() + " on " + machine.node(), waited)
                .with("created", "yes")
                .with("address", machine.address());
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
        return made(found, waited);
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
        var unused = new Occupant(hypervisor, cluster, vmid, address).admit();
        return watch.elapsed();
    }

    private Outcome repair(Hypervisor hypervisor, String cluster, MachineDefinition definition, Located machine) {
        awaitUnlocked(hypervisor, cluster, machine);
        var config = new Proof(hypervisor).of(machine).config();
        var repair = definition.repair(config);
        var growth = definition.growth(config);
        if (!repair.isEmpty()) {
            var parameters = new LinkedHashMap<>(repair);
            parameters.put("digest", config.digest());
            hypervisor.client().update(machine.node(), machine.vmid(), parameters);
        }
        growth.ifPresent(gib -> grow(hypervisor, cluster, machine, gib));
        var changed = new TreeSet<>(repair.keySet());
        growth.ifPresent(gib -> changed.add("disk"));
        var waited = powerCycle(hypervisor, cluster, machine, changed);
        return changed.isEmpty()
                ? Outcome.unchanged(machine.vmid() + " on " + machine.node() + " is as it should be")
                : Outcome.changed("repaired " + String.join(", ", changed), waited);
    }

    private static void grow(Hypervisor hypervisor, String cluster, Located machine, int gib) {
        var now = new Proof(hypervisor).of(machine);
        var task = hypervisor.client().resize(now, "scsi0", gib);
        if (task.startsWith("UPID:")) {
            hypervisor.tasks(cluster).await(task);
        }
    }

    /**
     * A running machine takes some changes only when it was off; the plan called this destructive and somebody agreed.
     *
     * @param changed what this attempt changed; what an earlier one did and could not finish is added
     */
    private static Duration powerCycle(Hypervisor hypervisor, String cluster, Located machine, Set<String> changed) {
        if (!hypervisor.client().current(machine.node(), machine.vmid()).running()) {
            return Duration.ZERO;
        }
        PendingChanges.of(hypervisor, machine).forEach(field -> changed.add(field.name()));
        return changed.stream().anyMatch(MachineDefinition::needsPowerCycle)
                ? new Power(hypervisor, cluster).off(machine)
                : Duration.ZERO;
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
