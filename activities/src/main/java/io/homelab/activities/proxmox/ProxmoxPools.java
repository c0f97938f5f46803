package io.homelab.activities.proxmox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.homelab.activities.zfs.PoolSource;
import io.homelab.activities.zfs.PoolState;
import io.homelab.workflows.backup.pool.PoolRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pools of the Proxmox node of the lab file, as {@code GET /nodes/{node}/disks/zfs} has them. */
public final class ProxmoxPools implements PoolSource {
    private final Hypervisors hypervisors;

    public ProxmoxPools(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    /** The list first: of a pool that is not there, the call for one says no more than that a command failed. */
    @Override
    public Optional<PoolState> pool(PoolRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        var client = hypervisor.client();
        var node = hypervisor.node();
        return client.zfsPools(node).stream()
                .filter(entry -> entry.name().equals(ref.name()))
                .findFirst()
                // The zone of the dates in its scan line is the node's own, which the API knows too.
                .map(entry -> state(
                        entry,
                        client.zfsPool(node, ref.name()),
                        client.time(node).timezone()));
    }

    private static PoolState state(Entry entry, Detail detail, @Nullable String zone) {
        return new PoolState(
                entry.name(),
                entry.size(),
                entry.alloc(),
                detail.state() == null ? String.valueOf(entry.health()) : detail.state(),
                detail.status(),
                detail.action(),
                detail.scan(),
                detail.errors(),
                devices(detail.children()),
                zone);
    }

    /** A title of a section and a spare that waits have no counters. */
    private static double count(@Nullable Double counter) {
        return counter == null ? 0 : counter;
    }

    private static List<PoolState.Device> devices(@Nullable List<Vdev> vdevs) {
        return vdevs == null
                ? List.of()
                : vdevs.stream()
                        .map(vdev -> new PoolState.Device(
                                vdev.name(),
                                vdev.state(),
                                count(vdev.read()),
                                count(vdev.write()),
                                count(vdev.cksum()),
                                vdev.msg() == null ? "" : vdev.msg(),
                                devices(vdev.children())))
                        .toList();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(
            String name, long size, long alloc, @Nullable String health) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Detail(
            @Nullable String state,
            @Nullable String status,
            @Nullable String action,
            @Nullable String scan,
            @Nullable String errors,
            @Nullable List<Vdev> children) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Vdev(
            String name,
            @Nullable String state,
            @Nullable Double read,
            @Nullable Double write,
            @Nullable Double cksum,
            @Nullable String msg,
            @Nullable List<Vdev> children) {}
}
