package io.homelab.simulator.proxmox;

import java.util.List;

/**
 * One storage of the datacenter.
 *
 * @param content which kinds of volumes it takes
 * @param total its size in bytes, on each node unless it is shared
 * @param availAtMost an upper bound on what is free, for faults; negative is none
 */
public record StorageDocument(
        String name, String type, List<String> content, long total, boolean shared, boolean enabled, long availAtMost) {
    public StorageDocument {
        content = List.copyOf(content);
    }

    StorageDocument withAvailAtMost(long bytes) {
        return new StorageDocument(name, type, content, total, shared, enabled, bytes);
    }

    StorageDocument withEnabled(boolean on) {
        return new StorageDocument(name, type, content, total, shared, on, availAtMost);
    }

    /** Whether volumes are files in a directory, with their format in the name. */
    boolean isDirectory() {
        return "dir".equals(type) || "nfs".equals(type) || "cifs".equals(type);
    }
}
