package io.homelab.simulator.talos.api;

import static io.homelab.simulator.talos.api.ResourceViews.map;

import io.homelab.simulator.talos.node.TalosNode;
import java.util.List;

/** Volumes: what is found on the disks, and what Talos keeps where. */
final class VolumeViews {
    static final List<ResourceKinds> KINDS = List.of(
            new ResourceKinds(
                    "DiscoveredVolumes.block.talos.dev",
                    "runtime",
                    "DiscoveredVolume",
                    List.of("dv"),
                    List.of(
                            "Type={.type}",
                            "Size={.pretty_size}",
                            "Discovered={.name}",
                            "Label={.label}",
                            "PartitionLabel={.partitionLabel}"),
                    false),
            new ResourceKinds(
                    "VolumeStatuses.block.talos.dev",
                    "runtime",
                    "VolumeStatus",
                    List.of("vs", "volumes"),
                    List.of("Type={.type}", "Phase={.phase}", "Location={.location}", "Size={.prettySize}"),
                    false));

    /** The partitions of an installed disk, in their order on it; the last takes what is left. */
    private static final List<Partition> PARTITIONS = List.of(
            new Partition("EFI", "vfat", "105 MB"),
            new Partition("BIOS", "", "1.0 MB"),
            new Partition("BOOT", "xfs", "1.0 GB"),
            new Partition("META", "talosmeta", "1.0 MB"),
            new Partition("STATE", "xfs", "105 MB"),
            new Partition("EPHEMERAL", "xfs", ""));

    private VolumeViews() {}

    private record Partition(String label, String filesystem, String size) {
        boolean volume() {
            return List.of("META", "STATE", "EPHEMERAL").contains(label);
        }
    }

    static void make(TalosNode node, String type, ResourceViews out) {
        var discovered = type.startsWith("Discovered");
        if (discovered) {
            node.hardware()
                    .disks()
                    .forEach(disk -> out.add(
                            disk.device().substring("/dev/".length()),
                            map(
                                    "type",
                                    "disk",
                                    "pretty_size",
                                    pretty(disk.sizeBytes()),
                                    "name",
                                    "",
                                    "size",
                                    disk.sizeBytes()),
                            null));
        }
        node.systemDisk().ifPresent(disk -> {
            var number = 0;
            for (var partition : PARTITIONS) {
                number++;
                var place = disk.device() + number;
                var size = partition.size().isEmpty() ? pretty(disk.sizeBytes() - 1_300_000_000L) : partition.size();
                if (discovered) {
                    out.add(
                            place.substring("/dev/".length()),
                            map(
                                    "type",
                                    "partition",
                                    "pretty_size",
                                    size,
                                    "name",
                                    partition.filesystem(),
                                    "partitionLabel",
                                    partition.label()),
                            null);
                } else if (partition.volume()) {
                    out.add(
                            partition.label(),
                            map("type", "partition", "phase", "ready", "location", place, "prettySize", size),
                            null);
                }
            }
        });
    }

    private static String pretty(long bytes) {
        return bytes >= 1_000_000_000 ? Math.round(bytes / 1e9) + " GB" : Math.round(bytes / 1e6) + " MB";
    }
}
