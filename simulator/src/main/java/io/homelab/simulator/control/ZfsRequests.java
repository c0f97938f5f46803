package io.homelab.simulator.control;

import io.homelab.simulator.zfs.PoolChanges;
import io.homelab.simulator.zfs.PoolDocument;
import io.homelab.simulator.zfs.Pools;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bodies of the control API for ZFS. */
final class ZfsRequests {
    private static final int SIZE = 1024;
    private static final long GIB = 1L << 30;

    private ZfsRequests() {}

    /**
     * {@code POST /worlds/{w}/zfs}.
     *
     * @param sizeGiB 1024 without
     * @param datasets by name, how many of each kind of snapshot sanoid keeps
     */
    record NewPool(
            String name,
            @Nullable Integer sizeGiB,
            @Nullable Map<String, Map<String, Integer>> datasets) {
        Map<String, Map<String, Integer>> policies() {
            return datasets == null ? Map.of() : datasets;
        }

        long bytes() {
            return Objects.requireNonNullElse(sizeGiB, SIZE) * GIB;
        }
    }

    /**
     * {@code PATCH /worlds/{w}/zfs/{pool}}: what is given changes.
     *
     * @param percent how full it is
     * @param disk whose state changes, by its number; the first is 0
     * @param state of that disk
     * @param scrubbed how long ago a scrub has ended, as an ISO-8601 duration
     * @param scrubErrors that it met
     * @param scan the whole line instead
     * @param errors the line on lost data
     * @param monitored whether its datasets stand in sanoid.conf
     */
    record PoolChange(
            @Nullable Integer percent,
            @Nullable Integer disk,
            @Nullable String state,
            @Nullable Long read,
            @Nullable Long write,
            @Nullable Long checksum,
            @Nullable String message,
            @Nullable String scrubbed,
            @Nullable Long scrubErrors,
            @Nullable String scan,
            @Nullable String errors,
            @Nullable Boolean monitored) {
        PoolDocument of(PoolDocument pool, Pools pools) {
            var change = new PoolChanges(pool, pools);
            if (percent != null) {
                change.fill(percent);
            }
            if (disk != null) {
                change.disk(disk, state, read, write, checksum, message);
            }
            if (scrubbed != null) {
                change.scrubbed(scrubbed, scrubErrors == null ? 0 : scrubErrors);
            }
            if (scan != null) {
                change.scan(scan);
            }
            if (errors != null) {
                change.errors(errors);
            }
            if (monitored != null) {
                change.monitored(monitored);
            }
            return change.pool();
        }
    }

    /** {@code POST /worlds/{w}/zfs/sanoid}: it runs again, or was stopped that long ago, an ISO-8601 duration. */
    record Sanoid(boolean running, @Nullable String stopped) {}

    /** {@code POST /worlds/{w}/zfs/zone}: such as {@code Europe/Berlin}. */
    record Zone(String zone) {}

    /** {@code POST /worlds/{w}/zfs/words}: what a command says from now on; without {@code out}, its own again. */
    record Words(String command, @Nullable String out, int code) {}
}
