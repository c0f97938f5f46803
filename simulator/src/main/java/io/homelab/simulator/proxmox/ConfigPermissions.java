package io.homelab.simulator.proxmox;

import java.util.Map;
import java.util.Set;

/** Which privilege each option takes. */
final class ConfigPermissions {
    private static final Set<String> CPU =
            Set.of("cores", "cpu", "cpulimit", "cpuunits", "numa", "smp", "sockets", "vcpus", "affinity");
    private static final Set<String> MEMORY = Set.of("memory", "balloon", "shares", "allow-ksm");
    private static final Set<String> HARDWARE = Set.of(
            "acpi",
            "arch",
            "bios",
            "hotplug",
            "kvm",
            "machine",
            "scsihw",
            "tablet",
            "vga",
            "watchdog",
            "audio0",
            "rng0",
            "ivshmem",
            "smbios1",
            "keyboard");
    private static final Set<String> CLOUD_INIT =
            Set.of("cipassword", "citype", "ciuser", "ciupgrade", "nameserver", "searchdomain", "sshkeys", "cicustom");

    private final ApiCall call;
    private final String path;
    private final boolean creating;

    ConfigPermissions(ApiCall call, int vmid, boolean creating) {
        this.call = call;
        this.path = "/vms/" + vmid;
        this.creating = creating;
    }

    void check(Map<String, String> options) {
        options.forEach(this::check);
    }

    private void check(String key, String value) {
        if (Set.of("args", "lock", "hugepages", "keephugepages").contains(key)
                && !call.caller().isRoot()) {
            throw ApiFailure.died("only root can set '" + key + "' config");
        }
        if (Drive.isSlot(key)) {
            drive(Drive.of(key, value));
        } else if (key.matches("net\\d+")) {
            network(NetworkCard.of(key, value));
        } else if (key.matches("ipconfig\\d+")) {
            call.needAny(path, "VM.Config.Network", "VM.Config.Cloudinit");
        } else if (key.matches("hostpci\\d+")) {
            device(key, OptionString.parse(value));
        } else if (key.matches("(usb|serial|parallel)\\d+")) {
            port(key, value);
        } else if (CLOUD_INIT.contains(key)) {
            call.needAny(path, "VM.Config.Cloudinit", "VM.Config.Network");
        } else if (key.equals("startup")) {
            // Its order reaches beyond the machine.
            call.need("/", "Sys.Modify");
        } else {
            need(privilege(key));
        }
    }

    private static String privilege(String key) {
        if (CPU.contains(key)) {
            return "VM.Config.CPU";
        }
        if (MEMORY.contains(key)) {
            return "VM.Config.Memory";
        }
        return HARDWARE.contains(key) ? "VM.Config.HWType" : "VM.Config.Options";
    }

    /** One who may create a machine still needs each of its options' privileges. */
    private void need(String privilege) {
        call.need(path, privilege);
    }

    private void drive(Drive drive) {
        if (drive.isCdrom() && !drive.isCloudInit()) {
            need("VM.Config.CDROM");
        } else if (drive.isCloudInit()) {
            call.needAny(path, "VM.Config.Cloudinit", "VM.Config.Disk");
        } else {
            need("VM.Config.Disk");
        }
        if (drive.newSize().isPresent() || drive.file().endsWith(":cloudinit")) {
            drive.storage().ifPresent(storage -> call.need("/storage/" + storage, "Datastore.AllocateSpace"));
        } else if (creating && drive.file().contains(":iso/")) {
            drive.storage()
                    .ifPresent(storage ->
                            call.needAny("/storage/" + storage, "Datastore.Audit", "Datastore.AllocateSpace"));
        }
    }

    private void network(NetworkCard card) {
        need("VM.Config.Network");
        card.bridge().ifPresent(bridge -> call.need("/sdn/zones/localnetwork/" + bridge, "SDN.Use"));
    }

    private void device(String key, OptionString spec) {
        var mapping = spec.option("mapping");
        if (mapping.isEmpty()) {
            if (!call.caller().isRoot()) {
                throw ApiFailure.died("only root can set '" + key + "' config for non-mapped devices");
            }
            return;
        }
        need("VM.Config.HWType");
        call.need("/mapping/pci/" + mapping.get(), "Mapping.Use");
    }

    private void port(String key, String value) {
        if (!value.equals("socket")
                && !value.startsWith("spice")
                && !call.caller().isRoot()) {
            throw ApiFailure.died("only root can set '" + key + "' config for real devices");
        }
        need("VM.Config.HWType");
    }
}
