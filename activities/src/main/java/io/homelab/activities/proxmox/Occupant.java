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

    /** Each of them takes a create that begins or ends in the middle of a look. */
    private static final int ROUNDS = 5;

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
        for (int round = 0; round < ROUNDS; round++) {
            var found = look.find(address);
            var host = Optional.ofNullable(look.taken().get(vmid));
            if (found.isPresent() || host.isEmpty()) {
                return found;
            }
            if (!look.online().contains(host.get())) {
                throw stranger(host.get());
            }
            look = again(host.get());
        }
        throw new Problem(
                FailureClass.TRANSIENT, "the machine with the id " + vmid + " keeps changing", "proxmox " + vmid, null);
    }

    /**
     * A create may end between a look and a question: only a configuration that was whole before a look, and does not prove
     * to be ours in it, is somebody else's.
     */
    private Look again(String host) {
        var creating = isBeingCreated(host);
        if (creating) {
            tasks.awaitOthers(host, vmid);
        }
        var look = hypervisor.finder().look();
        if (look.find(address).isEmpty() && look.places().containsKey(vmid)) {
            if (!creating) {
                throw stranger(host);
            }
            if (isBeingCreated(host)) {
                throw remnant(host);
            }
        }
        return look;
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
