package io.homelab.simulator.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One change of a machine's configuration: what can be plugged while it runs holds at once, the rest is pending. */
final class ConfigUpdate {
    private static final Set<String> AT_ONCE = Set.of(
            "name",
            "onboot",
            "startup",
            "description",
            "protection",
            "tags",
            "hookscript",
            "lock",
            "shares",
            "vmstatestorage",
            "template",
            "digest");

    private final Pve pve;
    private final Map<String, String> set;
    private final List<String> delete;
    private final boolean force;

    ConfigUpdate(Pve pve, Map<String, String> set, List<String> delete, boolean force) {
        this.pve = pve;
        this.set = Settled.of(set);
        this.delete = List.copyOf(delete);
        this.force = force;
    }

    void apply(String node, int vmid, Optional<String> digest, boolean skipLock) {
        var vm = pve.vms.on(node, vmid);
        digest.filter(known -> !known.equals(Vms.digest(vm))).ifPresent(known -> {
            throw ApiFailure.died("checksum mismatch (file change by other user?)");
        });
        if (!skipLock) {
            Guard.unlocked(vm);
        }
        var disks =
                set.keySet().stream().anyMatch(Drive::isSlot) || delete.stream().anyMatch(Drive::isSlot);
        if (disks) {
            Guard.unprotected(vm, "can't update disks of VM " + vmid);
        }
        bootDevices(vm);
        var made = pve.disks.create(vm, keepingKnownDrives(vm));
        pve.vms.put(changed(vm, made));
    }

    /** A drive that is given again with its volume keeps its size. */
    private Map<String, String> keepingKnownDrives(VmDocument vm) {
        var options = new LinkedHashMap<>(set);
        options.replaceAll((key, value) -> {
            var known = Drive.isSlot(key) ? vm.drive(key) : Optional.<Drive>empty();
            var given = Drive.isSlot(key) ? Optional.of(Drive.of(key, value)) : Optional.<Drive>empty();
            return known.isPresent()
                            && known.get().file().equals(given.orElseThrow().file())
                    ? known.get()
                            .spec()
                            .option("size")
                            .map(size -> given.orElseThrow()
                                    .spec()
                                    .with("size", size)
                                    .print())
                            .orElse(value)
                    : value;
        });
        return options;
    }

    private void bootDevices(VmDocument vm) {
        Optional.ofNullable(set.get("boot"))
                .flatMap(text -> OptionString.parse(text).option("order"))
                .ifPresent(order -> {
                    for (var device : order.split(";")) {
                        if (!device.isBlank()
                                && (!vm.config().containsKey(device) && !set.containsKey(device)
                                        || delete.contains(device))) {
                            throw ApiFailure.died("invalid bootorder: device '" + device + "' does not exist'");
                        }
                    }
                });
    }

    private VmDocument changed(VmDocument vm, Map<String, String> values) {
        var running = pve.machines.isOn(vm.vmid());
        var config = new LinkedHashMap<>(vm.config());
        var pending = new LinkedHashMap<>(vm.pending());
        var removals = new ArrayList<>(vm.removals());
        for (var key : delete) {
            if (running && config.containsKey(key) && !holdsAtOnce(key)) {
                removals.add(key);
            } else {
                detach(vm, config, key);
                config.remove(key);
            }
            pending.remove(key);
        }
        new TreeMap<>(values).forEach((key, value) -> {
            removals.remove(key);
            if (running && !holdsAtOnce(key) && !value.equals(config.get(key))) {
                pending.put(key, value);
            } else {
                if (Drive.isSlot(key) && !sameVolume(config.get(key), key, value)) {
                    detach(vm, config, key);
                }
                config.put(key, value);
                pending.remove(key);
            }
        });
        return vm.with(config).withPending(pending, removals);
    }

    private static boolean sameVolume(@Nullable String before, String key, String after) {
        return before != null
                && Drive.of(key, before).file().equals(Drive.of(key, after).file());
    }

    /** A disk that leaves its slot is kept as unused, unless it already was or force says to remove it. */
    private void detach(VmDocument vm, Map<String, String> config, String key) {
        var value = config.get(key);
        if (value == null || !Drive.isSlot(key)) {
            return;
        }
        var drive = Drive.of(key, value);
        var owned = pve.volumes
                .find(vm.node(), drive.file())
                .filter(volume -> volume.vmid() != null && volume.vmid() == vm.vmid());
        owned.ifPresent(volume -> {
            if (drive.isCloudInit() || key.startsWith("unused") || force) {
                pve.volumes.remove(volume);
            } else {
                int number = 0;
                while (config.containsKey("unused" + number)) {
                    number++;
                }
                config.put("unused" + number, volume.volid());
            }
        });
    }

    private static boolean holdsAtOnce(String key) {
        return AT_ONCE.contains(key) || key.matches("(net|scsi|virtio|unused)\\d+") || key.matches("(ide|sata)\\d+");
    }
}
