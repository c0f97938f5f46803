package io.homelab.simulator.proxmox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The options of a machine's configuration. */
final class ConfigKeys {
    /** All of them, as a schema. */
    static final String SCHEMA =
            " acpi:bool affinity agent allow-ksm:bool amd-sev arch args audio0 autostart:bool balloon:int bios boot"
                    + " bootdisk cdrom cicustom cipassword citype ciupgrade:bool ciuser cores:int cpu cpulimit:number"
                    + " cpuunits:int description efidisk0 freeze:bool hookscript hostpci* hotplug hugepages ide*"
                    + " intel-tdx ipconfig* ivshmem keephugepages:bool keyboard kvm:bool localtime:bool lock machine"
                    + " memory migrate_downtime:number migrate_speed:int name:dns nameserver net* numa:bool numa*"
                    + " onboot:bool ostype parallel* protection:bool reboot:bool rng0 sata* scsi* scsihw searchdomain"
                    + " serial* shares:int smbios1 smp:int sockets:int spice_enhancements sshkeys startdate startup"
                    + " tablet:bool tags:tags tdf:bool template:bool tpmstate0 unused* usb* vcpus:int vga virtio*"
                    + " virtiofs* vmgenid vmstatestorage watchdog";

    private static final Set<String> NUMBERS = Set.of(
            "acpi",
            "autostart",
            "balloon",
            "cores",
            "cpuunits",
            "ciupgrade",
            "freeze",
            "keephugepages",
            "kvm",
            "localtime",
            "migrate_speed",
            "numa",
            "onboot",
            "protection",
            "reboot",
            "shares",
            "smp",
            "sockets",
            "tablet",
            "tdf",
            "template",
            "vcpus");

    private ConfigKeys() {}

    /** Options that the answer has as numbers. */
    static boolean isNumber(String key) {
        return NUMBERS.contains(key);
    }

    static boolean isKnown(String key) {
        return key.equals("lock") || Schema.of(SCHEMA).knows(key);
    }

    /** What is left of the parameters when those of the call itself are gone. */
    static Map<String, String> of(Parameters parameters) {
        var options = new LinkedHashMap<>(parameters.without(
                "node",
                "vmid",
                "archive",
                "bwlimit",
                "force",
                "live-restore",
                "pool",
                "start",
                "storage",
                "unique",
                "import-working-storage",
                "ha-managed",
                "digest",
                "delete",
                "revert",
                "skiplock",
                "background_delay"));
        // Before boot=order there was cdrom=, an alias that Proxmox still takes.
        var cdrom = options.remove("cdrom");
        if (cdrom != null) {
            options.put("ide2", cdrom + ",media=cdrom");
        }
        return options;
    }
}
