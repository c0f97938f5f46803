package io.homelab.workflows.hypervisor;

import java.util.Map;

/** One id per node name. */
public record Reservations(Map<String, Integer> vmids) {
    public Reservations {
        vmids = vmids == null ? Map.of() : Map.copyOf(vmids);
    }

    /** The id reserved for a node. */
    public int of(String node) {
        var vmid = vmids.get(node);
        if (vmid == null) {
            throw new IllegalStateException("no id was reserved for " + node);
        }
        return vmid;
    }
}
