package io.homelab.simulator.proxmox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hypervisor holds.
 *
 * @param tasks ids of those that run
 * @param strays files that belong to no volume
 */
public record Inventory(List<Machine> machines, List<Volume> volumes, List<String> tasks, List<String> strays) {
    /** One machine. */
    public record Machine(int vmid, String node, String name, boolean running) {}

    /** One volume; {@code vmid} is the machine that owns it. */
    public record Volume(
            String volid,
            String node,
            String content,
            @Nullable Integer vmid) {}
}
