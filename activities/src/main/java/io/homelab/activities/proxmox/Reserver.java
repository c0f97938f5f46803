package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Node;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.Reservations;
import io.homelab.workflows.topology.ClusterRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Chooses ids. Proxmox has no reservation: what is chosen here is recorded in the history, and the create is the lock. */
final class Reserver {
    private final Hypervisors hypervisors;

    Reserver(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    Reservations reserve(ClusterRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        var nodes = hypervisor.lab().cluster(ref.cluster()).nodes();
        var chosen = new LinkedHashMap<String, Integer>();
        var look = hypervisor.finder().look();
        for (var node : nodes) {
            look.find(Ownership.address(ref.cluster(), node.name()))
                    .ifPresent(machine -> chosen.put(node.name(), machine.vmid()));
        }
        var taken = look.taken();
        var used = new TreeSet<>(taken.keySet());
        hypervisor.lab().lab().clusters().values().forEach(cluster -> cluster.nodes()
                .forEach(node -> {
                    if (node.vmid() != null) {
                        used.add(node.vmid()); // promised by the lab file to another node
                    }
                }));
        for (var node : nodes) {
            if (!chosen.containsKey(node.name())) {
                chosen.put(node.name(), choose(hypervisor, node, taken, used));
            }
        }
        return new Reservations(chosen);
    }

    private static int choose(
            Hypervisors.Hypervisor hypervisor, Node node, Map<Integer, String> taken, Set<Integer> used) {
        if (node.vmid() != null) {
            if (taken.containsKey(node.vmid())) {
                throw new Problem(
                        FailureClass.NOT_OURS,
                        "the id " + node.vmid() + " of " + node.name() + " is taken on " + taken.get(node.vmid())
                                + " by a machine that is not provably ours",
                        "proxmox /nodes/" + taken.get(node.vmid()) + "/qemu/" + node.vmid(),
                        "give the node another vmid in lab.yaml");
            }
            return node.vmid();
        }
        var range = hypervisor.lab().lab().hypervisor().vmids();
        for (int vmid = range.from(); vmid <= range.to(); vmid++) {
            if (used.add(vmid)) {
                return vmid;
            }
        }
        throw new Problem(
                FailureClass.CAPACITY,
                "no free id between " + range.from() + " and " + range.to(),
                "lab.yaml hypervisor.vmids",
                "widen the range");
    }
}
