package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Store;
import java.util.List;

/** The nodes of the cluster, and which of them are dead. */
final class Nodes {
    private final Documents<Boolean> dead;
    private final List<String> names;

    Nodes(Store store, HypervisorOptions options) {
        dead = new Documents<>(store, "pve-dead-nodes", Boolean.class);
        names = options.nodes();
    }

    List<String> names() {
        return names;
    }

    List<String> alive() {
        return names.stream().filter(this::isAlive).toList();
    }

    boolean isAlive(String node) {
        return dead.get(node).isEmpty();
    }

    void die(String node) {
        dead.put(node, true);
    }

    void heal(String node) {
        dead.remove(node);
    }

    /** The node, which must exist and answer, or what the node-to-node proxy says. */
    void need(String node) {
        if (!names.contains(node)) {
            throw ApiFailure.died("hostname lookup '" + node + "' failed - failed to get address info for: " + node
                    + ": Name or service not known");
        }
        if (!isAlive(node)) {
            throw new ApiFailure(595, "No route to host", java.util.Map.of());
        }
    }

    /** Half of the votes are not enough. */
    boolean quorate() {
        return alive().size() * 2 > names.size();
    }
}
