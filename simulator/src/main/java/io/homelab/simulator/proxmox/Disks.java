package io.homelab.simulator.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the volumes that a configuration asks for. */
final class Disks {
    private final Storages storages;
    private final Volumes volumes;

    Disks(Storages storages, Volumes volumes) {
        this.storages = storages;
        this.volumes = volumes;
    }

    /** What the API refuses before it starts a worker. */
    void check(Map<String, String> options) {
        options.forEach((slot, value) -> {
            if (Drive.isSlot(slot) && !slot.startsWith("unused")) {
                var drive = Drive.of(slot, value);
                if (drive.file().contains(":iso/") && !drive.isCdrom()) {
                    throw ApiFailure.invalid(slot, "explicit 'media=cdrom' is required for iso images");
                }
                drive.storage().ifPresent(name -> {
                    var storage = storages.need(name);
                    var allocates = drive.newSize().isPresent() || drive.file().endsWith(":cloudinit");
                    if (allocates && !storage.content().contains("images")) {
                        throw ApiFailure.invalid("storage", "storage '" + name + "' does not support vm images");
                    }
                });
            }
        });
    }

    /** Allocates in the order of the slots; on an error nothing of it is left. */
    Map<String, String> create(VmDocument vm, Map<String, String> options) {
        var settled = new LinkedHashMap<>(options);
        var made = new ArrayList<VolumeDocument>();
        try {
            new TreeMap<>(options).forEach((slot, value) -> {
                if (Drive.isSlot(slot)) {
                    settled.put(slot, create(vm, Drive.of(slot, value), made));
                }
            });
        } catch (ApiFailure e) {
            made.forEach(volumes::remove);
            throw e;
        }
        return settled;
    }

    private String create(VmDocument vm, Drive drive, List<VolumeDocument> made) {
        if (drive.isEmptyDrive() || drive.slot().startsWith("unused")) {
            return drive.spec().print();
        }
        if (drive.file().endsWith(":cloudinit")) {
            var storage = drive.storage().orElseThrow();
            var volume = storages.allocate(vm.node(), storage, vm.vmid(), "cloudinit", 4 * Size.MIB);
            made.add(volume);
            return new Drive(drive.slot(), drive.spec().with("media", "cdrom"))
                    .onVolume(volume)
                    .spec()
                    .print();
        }
        if (drive.newSize().isPresent()) {
            return allocate(vm, drive, drive.newSize().get(), made);
        }
        var volume = volumes.need(vm.node(), drive.file());
        return drive.isCloudInit()
                ? drive.spec().print()
                : drive.onVolume(volume).spec().print();
    }

    private String allocate(VmDocument vm, Drive drive, double gib, List<VolumeDocument> made) {
        var storage = drive.storage().orElseThrow();
        var source = drive.spec().option("import-from").map(volid -> volumes.need(vm.node(), volid));
        var size = Math.round(gib * Size.GIB);
        if (drive.slot().equals("efidisk0") || drive.slot().equals("tpmstate0")) {
            // The number is only there to say "allocate": both have fixed sizes.
            size = 4 * Size.MIB;
        } else if (source.isPresent()) {
            size = Math.max(size, Math.ceilDiv(source.get().size(), Size.GIB) * Size.GIB);
        } else if (size <= 0) {
            throw ApiFailure.died("unable to create image: size must be greater than zero");
        }
        var volume = storages.allocate(vm.node(), storage, vm.vmid(), "disk", size);
        made.add(volume);
        source.ifPresent(from -> volumes.image(from).ifPresent(volumes.disk(volume)::writeBootImage));
        return new Drive(drive.slot(), drive.spec().without("import-from"))
                .onVolume(volume)
                .spec()
                .print();
    }

    /** Volumes that the machine owns, by its configuration and its snapshots. */
    List<VolumeDocument> of(VmDocument vm) {
        var found = new LinkedHashMap<String, VolumeDocument>();
        var drives = new ArrayList<>(vm.drives());
        vm.snapshots()
                .values()
                .forEach(snapshot -> drives.addAll(vm.with(snapshot.config()).drives()));
        drives.forEach(drive -> volumes.find(vm.node(), drive.file())
                .filter(volume -> volume.vmid() != null && volume.vmid() == vm.vmid())
                .ifPresent(volume -> found.put(volume.key(), volume)));
        return List.copyOf(found.values());
    }

    /** Volumes with the machine's number in their name that no configuration mentions. */
    List<VolumeDocument> unreferenced(VmDocument vm) {
        var referenced = of(vm);
        return volumes.all().stream()
                .filter(volume -> volume.vmid() != null && volume.vmid() == vm.vmid())
                .filter(volume -> volume.node().isEmpty() || volume.node().equals(vm.node()))
                .filter(volume -> !referenced.contains(volume))
                .toList();
    }
}
