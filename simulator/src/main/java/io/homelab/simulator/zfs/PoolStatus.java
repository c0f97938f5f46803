package io.homelab.simulator.zfs;

import java.util.Optional;

/** What {@code zpool status} says of a pool that is not well. */
public final class PoolStatus {
    /** The disk that waits to step in. */
    public static final String SPARE = "/dev/disk/by-id/ata-SIM_0003-part1";

    private PoolStatus() {}

    /** What is the matter, and what ZFS advises. */
    public record Trouble(String status, String action) {}

    /** Empty when nothing is. */
    public static Optional<Trouble> trouble(PoolDocument pool) {
        if (!pool.errors().equals("No known data errors")) {
            return Optional.of(new Trouble(
                    "One or more devices has experienced an error resulting in data corruption.  Applications may be affected.",
                    "Restore the file in question if possible.  Otherwise restore the entire pool from backup."));
        }
        if (!pool.state().equals("ONLINE")) {
            return Optional.of(new Trouble(
                    "One or more devices could not be used because the label is missing or invalid.  Sufficient replicas"
                            + " exist for the pool to continue functioning in a degraded state.",
                    "Replace the device using 'zpool replace'."));
        }
        if (pool.disks().stream().anyMatch(disk -> disk.read() + disk.write() + disk.checksum() > 0)) {
            return Optional.of(new Trouble(
                    "One or more devices has experienced an unrecoverable error.  An attempt was made to correct the error."
                            + "  Applications are unaffected.",
                    "Determine if the device needs to be replaced, and clear the errors using 'zpool clear' or replace"
                            + " the device with 'zpool replace'."));
        }
        return Optional.empty();
    }
}
