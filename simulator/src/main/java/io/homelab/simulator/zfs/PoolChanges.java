package io.homelab.simulator.zfs;

import io.homelab.simulator.zfs.PoolDocument.Dataset;
import io.homelab.simulator.zfs.PoolDocument.Disk;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What may happen to a pool behind everybody's back, one after the other. */
public final class PoolChanges {
    private static final int PERCENT = 100;

    private final Pools pools;
    private PoolDocument pool;

    public PoolChanges(PoolDocument pool, Pools pools) {
        this.pool = pool;
        this.pools = pools;
    }

    /** What has become of it. */
    public PoolDocument pool() {
        return pool;
    }

    public void fill(int percent) {
        pool = pool.filled(pool.size() / PERCENT * percent);
    }

    /** What is null stays as it is. */
    public void disk(
            int number,
            @Nullable String state,
            @Nullable Long read,
            @Nullable Long write,
            @Nullable Long checksum,
            @Nullable String message) {
        var old = pool.disks().get(number);
        pool = pool.withDisk(new Disk(
                old.name(),
                Objects.requireNonNullElse(state, old.state()),
                Objects.requireNonNullElse(read, old.read()),
                Objects.requireNonNullElse(write, old.write()),
                Objects.requireNonNullElse(checksum, old.checksum()),
                message));
    }

    /** @param ago an ISO-8601 duration */
    public void scrubbed(String ago, long errors) {
        pool = pool.withScan(ScanLine.scrubbed(pools.now().minus(Duration.parse(ago)), pools.zone(), errors));
    }

    /** The whole line. */
    public void scan(String line) {
        pool = pool.withScan(line);
    }

    /** The line on lost data. */
    public void errors(String line) {
        pool = pool.withErrors(line);
    }

    /** Whether those datasets that sanoid has a policy for stand in its configuration. */
    public void monitored(boolean on) {
        pool = pool.eachDataset(
                dataset -> new Dataset(dataset.keep(), on && !dataset.keep().isEmpty(), dataset.snapshots()));
    }
}
