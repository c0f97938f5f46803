package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds machines by proof, over the whole cluster: they migrate, and their ids are recycled. */
final class MachineFinder {
    private final ProxmoxClient proxmox;
    private final Ownership ownership;

    MachineFinder(ProxmoxClient proxmox, Ownership ownership) {
        this.proxmox = proxmox;
        this.ownership = ownership;
    }

    /** The machine of an address; two of them are a conflict that a person must resolve. */
    Optional<Located> find(String address) {
        var found = new ArrayList<Located>();
        for (var candidate : candidates()) {
            if (ownership.proves(candidate.config(), address)) {
                found.add(new Located(address, candidate.node(), candidate.vmid(), candidate.config()));
            }
        }
        if (found.size() > 1) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "two machines prove to be " + address + ": " + found.get(0).where() + " and "
                            + found.get(1).where(),
                    found.get(1).where(),
                    "remove the tag that begins with hl- from the one that is not");
        }
        if (found.isEmpty()) {
            refuseBlindness();
        }
        return found.stream().findFirst();
    }

    /**
     * A machine on a host that is off cannot prove anything. Taking it for absent would make a second one, or forget one.
     */
    private void refuseBlindness() {
        var online = online();
        for (var resource : proxmox.machines()) {
            var host = resource.node();
            var tags = resource.tags();
            if (host != null && tags != null && !online.contains(host) && Ownership.maybeOurs(tags)) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "Proxmox node " + host + " is off, and machine " + resource.vmid() + " on it may be ours",
                        "proxmox /nodes/" + host,
                        "switch it on, or remove it from the cluster, then: homelab run retry");
            }
        }
    }

    /** Every machine that proves an address below the prefix, also those that the lab file no longer has. */
    List<Located> findBelow(String prefix) {
        refuseBlindness();
        var found = new ArrayList<Located>();
        for (var candidate : candidates()) {
            ownership
                    .provenAddress(candidate.config())
                    .filter(address -> address.startsWith(prefix))
                    .ifPresent(address ->
                            found.add(new Located(address, candidate.node(), candidate.vmid(), candidate.config())));
        }
        return found;
    }

    /** Every id in use, with the node that it is on. */
    Map<Integer, String> taken() {
        var taken = new TreeMap<Integer, String>();
        for (var node : online()) {
            for (var machine : proxmox.machinesOn(node)) {
                if (machine.vmid() != null) {
                    taken.put(machine.vmid(), node);
                }
            }
        }
        // Containers and machines of nodes that are off share the same numbers; only the lagging view knows them.
        for (var resource : proxmox.machines()) {
            if (resource.vmid() != null) {
                taken.putIfAbsent(resource.vmid(), resource.node() == null ? "?" : resource.node());
            }
        }
        return taken;
    }

    private List<Located> candidates() {
        var candidates = new ArrayList<Located>();
        for (var node : online()) {
            for (var machine : proxmox.machinesOn(node)) {
                var tags = machine.tags();
                var vmid = machine.vmid();
                if (vmid != null && tags != null && Ownership.maybeOurs(tags)) {
                    config(node, vmid).ifPresent(config -> candidates.add(new Located("", node, vmid, config)));
                }
            }
        }
        return candidates;
    }

    private Optional<Wire.Config> config(String node, int vmid) {
        try {
            return Optional.of(proxmox.config(node, vmid));
        } catch (ProxmoxFailure e) {
            if (e.missing()) {
                return Optional.empty(); // it went, or moved, between the list and the look
            }
            throw e;
        }
    }

    private List<String> online() {
        return proxmox.nodes().stream()
                .filter(n -> !"offline".equals(n.status()))
                .map(Wire.NodeEntry::node)
                .toList();
    }
}
