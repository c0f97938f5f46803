package io.homelab.workflows.backup.pool;

import java.util.List;

/**
 * The ZFS pools that a run looks at, in the lab file's order.
 *
 * @param pools all of them
 */
public record VerifiedPools(List<VerifiedPool> pools) {
    public VerifiedPools {
        pools = pools == null ? List.of() : List.copyOf(pools);
    }

    /**
     * One of them.
     *
     * @param name in the lab file
     * @param datasets whether any of its datasets must have snapshots
     */
    public record VerifiedPool(String name, boolean datasets) {}
}
