package io.homelab.activities.zfs;

import io.homelab.lab.definition.BackupPool;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a pool is well: all of its devices, all of its data, and room for more. */
final class PoolVerdict {
    private static final String CHECK = "pool";
    /** A spare that waits is AVAIL, one that has stepped in is INUSE; the device that it stands for has a state of its own. */
    private static final Set<String> WELL = Set.of("ONLINE", "AVAIL", "INUSE");

    private static final String NO_ERRORS = "No known data errors";
    private static final int PERCENT = 100;

    private PoolVerdict() {}

    static BackupCheck missing(String name, String node) {
        return BackupCheck.fail(
                name,
                CHECK,
                node + " has no such pool",
                List.of(),
                "zpool import on " + node + " shows whether its disks are there; or correct backups.pools in lab.yaml");
    }

    static BackupCheck of(PoolState pool, BackupPool promise) {
        var sick = sick(pool);
        var counted = counted(pool);
        var lost = lost(pool);
        var full = full(pool, promise.fullAt());
        var wrong = Stream.of(sick, counted, lost, full).flatMap(List::stream).toList();
        if (wrong.isEmpty()) {
            return pool.errors() == null
                    ? BackupCheck.unknown(
                            pool.name(),
                            CHECK,
                            "it is ONLINE, but nothing is said of its data",
                            "zpool status on the host")
                    : BackupCheck.pass(pool.name(), CHECK, "it is ONLINE, " + room(pool));
        }
        var details = new ArrayList<>(wrong.subList(1, wrong.size()));
        Optional.ofNullable(pool.status()).ifPresent(status -> details.add("ZFS says: " + status));
        Optional.ofNullable(pool.action()).ifPresent(action -> details.add("ZFS advises: " + action));
        return BackupCheck.fail(pool.name(), CHECK, wrong.getFirst(), details, remedy(sick, counted, lost));
    }

    private static List<String> sick(PoolState pool) {
        var devices = pool.everyDevice()
                .filter(device -> device.state() != null && !WELL.contains(device.state()))
                .map(device -> device.name() + " is " + device.state()
                        + (device.message().isBlank() ? "" : " (" + device.message() + ")"))
                .filter(text -> !text.startsWith(pool.name() + " is "))
                .toList();
        if (pool.state().equals("ONLINE")) {
            return devices;
        }
        var all = new ArrayList<>(List.of("it is " + pool.state()));
        all.addAll(devices);
        return all;
    }

    private static List<String> counted(PoolState pool) {
        return pool.everyDevice()
                .filter(device -> device.read() + device.write() + device.checksum() > 0)
                .map(device -> device.name() + " has counted errors: " + counts(device))
                .toList();
    }

    private static String counts(PoolState.Device device) {
        return "read " + number(device.read()) + ", write " + number(device.write()) + ", checksum "
                + number(device.checksum());
    }

    private static String number(double count) {
        return count == Math.rint(count)
                ? Long.toString((long) count)
                : String.format(Locale.ROOT, "%.2f thousand or more", count);
    }

    private static List<String> lost(PoolState pool) {
        return pool.errors() == null || pool.errors().equals(NO_ERRORS)
                ? List.of()
                : List.of("data is damaged: " + pool.errors());
    }

    private static List<String> full(PoolState pool, int fullAt) {
        return percent(pool) >= fullAt
                ? List.of("it is full: " + room(pool) + ", and may be " + fullAt + " %")
                : List.of();
    }

    private static long percent(PoolState pool) {
        return pool.size() == 0 ? PERCENT : pool.allocated() * PERCENT / pool.size();
    }

    private static String room(PoolState pool) {
        return percent(pool) + " % of " + Sizes.text(pool.size()) + " taken";
    }

    private static String remedy(List<String> sick, List<String> counted, List<String> lost) {
        if (!lost.isEmpty()) {
            return "zpool status -v on the host names the files: restore them from a backup, then zpool clear and zpool scrub";
        }
        if (!sick.isEmpty()) {
            return "see to the device, then zpool online or zpool replace";
        }
        if (!counted.isEmpty()) {
            return "see to the device and its cable; zpool clear when it is right, then zpool scrub";
        }
        return "remove what is not needed, old snapshots first, or add disks: ZFS gets slow and cannot free anything when it is full";
    }
}
