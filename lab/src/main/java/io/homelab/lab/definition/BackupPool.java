package io.homelab.lab.definition;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ZFS pool of the hypervisor.
 *
 * @param scrubbed how long ago all of it may have been read
 * @param fullAt at how many percent it counts as full
 * @param datasets which must have snapshots, by name
 * @param sanoid whether sanoid must be content with those too
 * @param proof how long it may be unproved; null: as the schedule of all backups has it
 */
public record BackupPool(
        Duration scrubbed,
        int fullAt,
        Map<String, SnapshotPolicy> datasets,
        boolean sanoid,
        @Nullable ProofPromise proof) {
    public BackupPool {
        datasets = Ordered.copyOf(datasets);
    }
}
