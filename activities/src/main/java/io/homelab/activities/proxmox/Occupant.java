package io.homelab.activities.proxmox;

import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Who has the number that a machine of ours is to get. While Proxmox creates a machine its configuration is nothing but
 * {@code lock: create}, so it proves nothing yet; a create that is killed leaves it that way for ever. No API token can go
 * past a lock (facts: proxmox A4, {@code skiplock}), so what is left of a create is for a person to remove, ours or not.
 */
final class Occupant {
    private static final Set<String> OF_A_CREATE = Set.of("lock", "digest");

    private final Hypervisor hypervisor;
    private final Tasks tasks;
    private final int vmid;
    private final String address;

    Occupant(Hypervisor hypervisor, String cluster, int vmid, String address) {
        this.hypervisor = hypervisor;
        this.tasks = hypervisor.tasks(cluster);
        this.vmid = vmid;
        this.address = address;
    }

    /** Our machine, if it has the number; empty when the number is free. Anybody else is refused. */
    Optional<Located> admit() {
        var look = hypervisor.finder().look();
        var found = look.find(address);
        var host = Optional.ofNullable(look.taken().get(vmid));
        if (found.isPresent() || host.isEmpty()) {
            return found;
        }
        if (!look.online().contains(host.get()) || !isBeingCreated(host.get())) {
            throw stranger(host.get());
        }
        tasks.awaitOthers(host.get(), vmid);
        return afterCreate(host.get());
    }

    private Optional<Located> afterCreate(String host) {
        var look = hypervisor.finder().look();
        var found = look.find(address);
        if (found.isPresent() || !look.places().containsKey(vmid)) {
            return found;
        }
        throw isBeingCreated(host) ? remnant(host) : stranger(host);
    }

    private boolean isBeingCreated(String host) {
        try {
            var config = hypervisor.client().config(host, vmid);
            return "create".equals(config.get("lock"))
                    && OF_A_CREATE.containsAll(config.values().keySet());
        } catch (ProxmoxFailure e) {
            if (e.missing()) {
                return false;
            }
            throw e;
        }
    }

    private Problem remnant(String host) {
        if (!madeByUs(host)) {
            return new Problem(
                    FailureClass.NOT_OURS,
                    "the id " + vmid + " is taken by what is left of somebody else's create on " + host,
                    where(host),
                    "give the node another vmid in lab.yaml, or ask who began it");
        }
        return new Problem(
                FailureClass.CONFIG,
                "our create of " + vmid + " was cut off on " + host
                        + " and left a locked machine without a configuration",
                where(host),
                "no API token may unlock it; on " + host + ": qm unlock " + vmid + " && qm destroy " + vmid
                        + " --destroy-unreferenced-disks 1, then: homelab run retry");
    }

    /** Proxmox's own record: the last that anybody did with this number is a create by our token. */
    private boolean madeByUs(String host) {
        return hypervisor.client().tasksOf(host, vmid).stream()
                .max(Comparator.comparingLong(Wire.TaskEntry::starttime))
                .filter(task -> "qmcreate".equals(task.type()))
                .filter(task -> Tasks.user(task.upid())
                        .equals(hypervisor.lab().lab().hypervisor().tokenId()))
                .isPresent();
    }

    private Problem stranger(String host) {
        return new Problem(
                FailureClass.NOT_OURS,
                "the id " + vmid + " is taken by a machine on " + host + " that is not provably ours",
                where(host),
                "give the node another vmid in lab.yaml");
    }

    private String where(String host) {
        return "proxmox /nodes/" + host + "/qemu/" + vmid;
    }
}
