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
    /** How often a look is begun anew because machines came, went or moved while it was taken. */
    private static final int ATTEMPTS = 5;

    private final ProxmoxClient proxmox;
    private final Ownership ownership;

    MachineFinder(ProxmoxClient proxmox, Ownership ownership) {
        this.proxmox = proxmox;
        this.ownership = ownership;
    }

    /** The machine of an address, by a look of its own. */
    Optional<Located> find(String address) {
        return look().find(address);
    }

    /**
     * One look at the whole cluster, of which many things can be asked. It is whole: a machine that moves from a node that
     * is still to be listed to one that was listed already would be in neither list, and taken for gone.
     */
    Look look() {
        var online = proxmox.nodes().stream()
                .filter(n -> !"offline".equals(n.status()))
                .map(Wire.NodeEntry::node)
                .toList();
        var before = list(online);
        for (int i = 0; i < ATTEMPTS; i++) {
            var now = online.size() == 1 && i == 0 ? before : list(online);
            var candidates = now.keySet().equals(before.keySet()) ? candidates(now) : Optional.<List<Located>>empty();
            if (candidates.isPresent()) {
                return new Look(proxmox, ownership, online, places(now), candidates.get());
            }
            before = now;
        }
        throw new Problem(
                FailureClass.TRANSIENT, "machines come and go faster than they can be listed", "proxmox /nodes", null);
    }

    private record Place(String node, int vmid) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return vmid == other.vmid ? node.compareTo(other.node) : Integer.compare(vmid, other.vmid);
        }
    }

    private Map<Place, String> list(List<String> nodes) {
        var tags = new TreeMap<Place, String>();
        for (var node : nodes) {
            for (var machine : proxmox.machinesOn(node)) {
                if (machine.vmid() != null) {
                    tags.put(new Place(node, machine.vmid()), machine.tags() == null ? "" : machine.tags());
                }
            }
        }
        return tags;
    }

    private static Map<Integer, String> places(Map<Place, String> listed) {
        var places = new TreeMap<Integer, String>();
        listed.keySet().forEach(place -> places.put(place.vmid(), place.node()));
        return places;
    }

    /** The configurations of those that could be ours; empty when one went, or moved, between the list and the look. */
    private Optional<List<Located>> candidates(Map<Place, String> listed) {
        var candidates = new ArrayList<Located>();
        for (var each : listed.entrySet()) {
            if (Ownership.maybeOurs(each.getValue())) {
                var place = each.getKey();
                try {
                    candidates.add(
                            new Located("", place.node(), place.vmid(), proxmox.config(place.node(), place.vmid())));
                } catch (ProxmoxFailure e) {
                    if (e.missing()) {
                        return Optional.empty();
                    }
                    throw e;
                }
            }
        }
        return Optional.of(candidates);
    }
}
