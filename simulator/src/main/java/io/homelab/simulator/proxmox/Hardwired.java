package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Store;
import java.util.List;
import java.util.Map;

/** PCI devices, their cluster-wide mappings, and pools. */
final class Hardwired {
    private final Documents<Mapping> mappings;
    private final Documents<String> pools;

    Hardwired(Store store) {
        mappings = new Documents<>(store, "pve-mappings", Mapping.class);
        pools = new Documents<>(store, "pve-pools", String.class);
    }

    Documents<Mapping> mappings() {
        return mappings;
    }

    /** Pool names with their comments. */
    Documents<String> pools() {
        return pools;
    }

    /** The same devices in each node: an integrated graphics adapter, a discrete one with its sound, a network card. */
    static List<Device> devices() {
        return List.of(
                new Device("0000:00:02.0", "0x030000", "0x8086", "0xa780", "Intel Corporation", "UHD Graphics 770", 0),
                new Device(
                        "0000:01:00.0",
                        "0x030000",
                        "0x10de",
                        "0x2504",
                        "NVIDIA Corporation",
                        "GA106 [GeForce RTX 3060]",
                        12),
                new Device(
                        "0000:01:00.1",
                        "0x040300",
                        "0x10de",
                        "0x228e",
                        "NVIDIA Corporation",
                        "GA106 High Definition Audio Controller",
                        12),
                new Device(
                        "0000:02:00.0",
                        "0x020000",
                        "0x8086",
                        "0x125c",
                        "Intel Corporation",
                        "Ethernet Controller I226-V",
                        14));
    }

    record Device(
            String id, String type, String vendor, String device, String vendorName, String deviceName, int group) {}

    record Mapping(String id, String description, List<String> map, Map<String, String> flags) {}
}
