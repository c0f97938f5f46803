package io.homelab.simulator.zfs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A pool: one mirror, with its datasets.
 *
 * @param errors the line on lost data
 * @param scan the line on the last scrub
 */
public record PoolDocument(
        String name,
        long size,
        long allocated,
        List<Disk> disks,
        String errors,
        String scan,
        Map<String, Dataset> datasets) {
    public PoolDocument {
        disks = List.copyOf(disks);
        datasets = new TreeMap<>(datasets);
    }

    /**
     * A disk of the mirror.
     *
     * @param message what {@code zpool status} says behind it; null: nothing
     */
    public record Disk(
            String name,
            String state,
            long read,
            long write,
            long checksum,
            @Nullable String message) {
        boolean works() {
            return state.equals("ONLINE");
        }
    }

    /**
     * A dataset.
     *
     * @param keep how many of each kind sanoid keeps; empty: it takes none
     * @param configured whether it stands in sanoid.conf
     */
    public record Dataset(Map<String, Integer> keep, boolean configured, List<Snap> snapshots) {
        public Dataset {
            keep = Map.copyOf(keep);
            snapshots = List.copyOf(snapshots);
        }

        Dataset with(List<Snap> changed) {
            return new Dataset(keep, configured, changed);
        }
    }

    /** A snapshot; {@code at} is in seconds, as ZFS keeps it. */
    public record Snap(String name, long at) {
        /** Such as {@code hourly}. */
        String kind() {
            return name.substring(name.lastIndexOf('_') + 1);
        }
    }

    /** What a mirror is when its disks are so. */
    public String state() {
        if (disks.stream().allMatch(Disk::works)) {
            return "ONLINE";
        }
        return disks.stream().anyMatch(Disk::works) ? "DEGRADED" : "FAULTED";
    }

    PoolDocument filled(long bytes) {
        return new PoolDocument(name, size, bytes, disks, errors, scan, datasets);
    }

    PoolDocument withDisk(Disk changed) {
        var all = disks.stream()
                .map(disk -> disk.name().equals(changed.name()) ? changed : disk)
                .toList();
        return new PoolDocument(name, size, allocated, all, errors, scan, datasets);
    }

    PoolDocument withErrors(String line) {
        return new PoolDocument(name, size, allocated, disks, line, scan, datasets);
    }

    PoolDocument withScan(String line) {
        return new PoolDocument(name, size, allocated, disks, errors, line, datasets);
    }

    PoolDocument eachDataset(UnaryOperator<Dataset> change) {
        var changed = new TreeMap<String, Dataset>();
        datasets.forEach((key, dataset) -> changed.put(key, change.apply(dataset)));
        return new PoolDocument(name, size, allocated, disks, errors, scan, changed);
    }
}
