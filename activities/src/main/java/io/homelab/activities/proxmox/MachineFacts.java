package io.homelab.activities.proxmox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Proxmox says of one machine of ours.
 *
 * @param node the node of the lab file that it is
 * @param host the Proxmox host that it is on
 * @param config the answer of GET /nodes/{host}/qemu/{vmid}/config, every value as text
 */
public record MachineFacts(String node, String host, int vmid, Map<String, String> config) {
    public MachineFacts {
        config = Map.copyOf(config);
    }

    public long cores() {
        return Long.parseLong(config.getOrDefault("cores", "1"));
    }

    public long sockets() {
        return Long.parseLong(config.getOrDefault("sockets", "1"));
    }

    /** Proxmox 8.1 and newer may write {@code current=4096}. */
    public long memoryMiB() {
        var memory = PropertyString.parse(config.getOrDefault("memory", "512"));
        return Long.parseLong(memory.get("current", memory.first()));
    }

    /** Size of the first disk in the boot order. */
    public long bootDiskGiB() {
        var order =
                PropertyString.parse(config.get("boot")).get("order", "scsi0").split(";");
        return Stream.of(order)
                .map(device -> PropertyString.parse(config.get(device)))
                .filter(disk -> !isCdrom(disk) && disk.properties().containsKey("size"))
                .findFirst()
                .map(disk -> disk.gib("size"))
                .orElse(0L);
    }

    /** The volume in the CD drive; cloud-init's own drive is not one. */
    public Optional<String> image() {
        return config.entrySet().stream()
                .filter(e -> e.getKey().matches("(ide|sata|scsi)[0-9]+"))
                .map(e -> PropertyString.parse(e.getValue()))
                .filter(MachineFacts::isCdrom)
                .map(PropertyString::first)
                .filter(volume -> !volume.contains("cloudinit"))
                .findFirst();
    }

    public String bridge() {
        return PropertyString.parse(config.get("net0")).get("bridge", "");
    }

    public List<String> tags() {
        return Ownership.tags(new Wire.Config(config)).stream().sorted().toList();
    }

    private static boolean isCdrom(PropertyString disk) {
        return disk.get("media", "").equals("cdrom");
    }
}
