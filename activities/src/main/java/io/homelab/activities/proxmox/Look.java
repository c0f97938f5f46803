package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one look saw. It grows old: what is about to be written is proved anew.
 *
 * @param online nodes that answer
 * @param places the node of every id that they list
 * @param candidates machines whose tags could be ours
 */
record Look(
        ProxmoxClient proxmox,
        Ownership ownership,
        List<String> online,
        Map<Integer, String> places,
        List<Located> candidates) {
    /** The machine of an address; two of them are a conflict that a person must resolve. */
    Optional<Located> find(String address) {
        var found = candidates.stream()
                .filter(candidate -> ownership.proves(candidate.config(), address))
                .map(candidate -> candidate.as(address))
                .toList();
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

    /** Every machine that proves an address below the prefix, also those that the lab file no longer has. */
    List<Located> below(String prefix) {
        refuseBlindness();
        return candidates.stream()
                .flatMap(candidate -> ownership
                        .provenAddress(candidate.config())
                        .filter(address -> address.startsWith(prefix))
                        .map(candidate::as)
                        .stream())
                .toList();
    }

    /** Every id in use, with the node that it is on. */
    Map<Integer, String> taken() {
        var taken = new TreeMap<>(places);
        // Containers and machines of nodes that are off share the same numbers; only the lagging view knows them. Of
        // machines
        // on nodes that answer it knows nothing better: what is there no more is still in it for a while.
        for (var resource : proxmox.machines()) {
            if (resource.vmid() != null && !(resource.type().equals("qemu") && online.contains(resource.node()))) {
                taken.putIfAbsent(resource.vmid(), resource.node() == null ? "?" : resource.node());
            }
        }
        return taken;
    }

    /**
     * A machine on a host that is off cannot prove anything. Taking it for absent would make a second one, or forget one.
     */
    private void refuseBlindness() {
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
}
