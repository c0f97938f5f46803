package io.homelab.simulator.proxmox;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the simulated Proxmox cluster is.
 *
 * @param pveVersion such as {@code 8.4} or {@code 9.0}
 * @param nodes node names; the first is the one that listens on host 2 of the LAN
 * @param memoryMiB memory of each node
 * @param cores processors of each node
 */
public record HypervisorOptions(
        String pveVersion, List<String> nodes, long memoryMiB, int cores, List<StorageDocument> storages) {
    private static final long GIB = 1L << 30;

    public HypervisorOptions {
        nodes = List.copyOf(nodes);
        storages = List.copyOf(storages);
    }

    /** {@code count} nodes pve1, pve2 … with Proxmox's own default storages, and a shared one when there are several. */
    public static HypervisorOptions standard(String pveVersion, int count) {
        var local = new StorageDocument(
                "local", "dir", List.of("iso", "vztmpl", "backup", "import", "snippets"), 200 * GIB, false, true, -1);
        var thin =
                new StorageDocument("local-lvm", "lvmthin", List.of("images", "rootdir"), 800 * GIB, false, true, -1);
        var shared = new StorageDocument(
                "nas", "nfs", List.of("images", "iso", "backup", "import", "snippets"), 2000 * GIB, true, true, -1);
        return new HypervisorOptions(
                pveVersion,
                IntStream.rangeClosed(1, count).mapToObj(n -> "pve" + n).toList(),
                64 * 1024,
                16,
                count > 1 ? List.of(local, thin, shared) : List.of(local, thin));
    }

    boolean isAtLeast(int major) {
        return Integer.parseInt(pveVersion.substring(0, pveVersion.indexOf('.'))) >= major;
    }
}
