package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Documents;
import java.util.List;
import java.util.Optional;

/** The datacenter's storages: what they take, what is free, where a new volume goes. */
final class Storages {
    private final Documents<StorageDocument> storages;
    private final Volumes volumes;
    private final State state;

    Storages(DiskWorld world, HypervisorOptions options, Volumes volumes, State state) {
        storages = new Documents<>(world.store(), "pve-storages", StorageDocument.class);
        this.volumes = volumes;
        this.state = state;
        if (storages.keys().isEmpty()) {
            options.storages().forEach(this::put);
        }
    }

    List<StorageDocument> all() {
        return storages.all();
    }

    void put(StorageDocument storage) {
        storages.put(storage.name(), storage);
    }

    Optional<StorageDocument> find(String name) {
        return storages.get(name);
    }

    StorageDocument need(String name) {
        var storage = find(name).orElseThrow(() -> ApiFailure.died("storage '" + name + "' does not exist"));
        if (!storage.enabled()) {
            throw ApiFailure.died("storage '" + name + "' is disabled");
        }
        return storage;
    }

    List<VolumeDocument> volumes(String node, String storage) {
        return volumes.all().stream()
                .filter(volume -> volume.storage().equals(storage)
                        && (volume.node().isEmpty() || volume.node().equals(node)))
                .toList();
    }

    long used(String node, StorageDocument storage) {
        return volumes(node, storage.name()).stream()
                .mapToLong(VolumeDocument::size)
                .sum();
    }

    long avail(String node, StorageDocument storage) {
        var free = Math.max(0, storage.total() - used(node, storage));
        return storage.availAtMost() < 0 ? free : Math.min(free, storage.availAtMost());
    }

    /** A new disk for a machine, named as Proxmox names it. */
    VolumeDocument allocate(String node, String storage, int vmid, String suffix, long size) {
        var where = need(storage);
        if (!where.content().contains("images")) {
            throw ApiFailure.died("storage '" + storage + "' does not support content-type 'images'");
        }
        var name = suffix.equals("cloudinit") ? "vm-" + vmid + "-cloudinit" : freeName(node, where, vmid);
        if (size > avail(node, where)) {
            throw ApiFailure.died(noSpace(where, name));
        }
        var format = where.isDirectory() ? "qcow2" : "raw";
        var volume = new VolumeDocument(
                volid(where, vmid, name),
                storage,
                where.shared() ? "" : node,
                "images",
                format,
                size,
                vmid,
                state.seconds(),
                null,
                null,
                false);
        if (volumes.find(node, volume.volid()).isPresent()) {
            throw ApiFailure.died("unable to create image: volume '" + volume.volid() + "' already exists");
        }
        volumes.put(volume);
        return volume;
    }

    private String freeName(String node, StorageDocument storage, int vmid) {
        for (int i = 0; ; i++) {
            var name = "vm-" + vmid + "-disk-" + i;
            if (volumes.find(node, volid(storage, vmid, name)).isEmpty()) {
                return name;
            }
        }
    }

    static String volid(StorageDocument storage, int vmid, String name) {
        return storage.isDirectory()
                ? storage.name() + ":" + vmid + "/" + name + ".qcow2"
                : storage.name() + ":" + name;
    }

    private static String noSpace(StorageDocument storage, String name) {
        return switch (storage.type()) {
            case "lvmthin" ->
                "lvcreate 'pve/" + name
                        + "' error:   Cannot create new thin volume, free space in thin pool pve/data reached threshold.";
            case "zfspool" -> "zfs error: cannot create 'rpool/data/" + name + "': out of space";
            default -> "unable to create image: No space left on device";
        };
    }
}
