package io.homelab.simulator.proxmox;

import java.util.Set;
import java.util.TreeSet;

/** The privileges that a version of Proxmox knows. */
final class Privileges {
    private static final Set<String> COMMON = Set.of(
            "VM.Allocate",
            "VM.Audit",
            "VM.Backup",
            "VM.Clone",
            "VM.Config.CDROM",
            "VM.Config.CPU",
            "VM.Config.Cloudinit",
            "VM.Config.Disk",
            "VM.Config.HWType",
            "VM.Config.Memory",
            "VM.Config.Network",
            "VM.Config.Options",
            "VM.Console",
            "VM.Migrate",
            "VM.PowerMgmt",
            "VM.Snapshot",
            "VM.Snapshot.Rollback",
            "Datastore.Allocate",
            "Datastore.AllocateSpace",
            "Datastore.AllocateTemplate",
            "Datastore.Audit",
            "Sys.AccessNetwork",
            "Sys.Audit",
            "Sys.Console",
            "Sys.Incoming",
            "Sys.Modify",
            "Sys.PowerMgmt",
            "Sys.Syslog",
            "SDN.Allocate",
            "SDN.Audit",
            "SDN.Use",
            "Mapping.Audit",
            "Mapping.Modify",
            "Mapping.Use",
            "Pool.Allocate",
            "Pool.Audit",
            "Group.Allocate",
            "Permissions.Modify",
            "Realm.Allocate",
            "Realm.AllocateUser",
            "User.Modify");
    private static final Set<String> ONLY_8 = Set.of("VM.Monitor");
    private static final Set<String> FROM_9 = Set.of(
            "VM.GuestAgent.Audit",
            "VM.GuestAgent.FileRead",
            "VM.GuestAgent.FileWrite",
            "VM.GuestAgent.FileSystemMgmt",
            "VM.GuestAgent.Unrestricted",
            "VM.Replicate");

    private Privileges() {}

    static Set<String> of(HypervisorOptions options) {
        var all = new TreeSet<>(COMMON);
        all.addAll(options.isAtLeast(9) ? FROM_9 : ONLY_8);
        return all;
    }

    /** What an orchestrator of virtual machines needs, and no more. */
    static Set<String> ofOrchestrator(HypervisorOptions options) {
        var role = of(options);
        role.removeIf(name -> name.startsWith("Realm.")
                || name.startsWith("User.")
                || name.startsWith("Group.")
                || name.startsWith("Permissions.")
                || Set.of(
                                "VM.Migrate",
                                "VM.Console",
                                "VM.Replicate",
                                "Datastore.Allocate",
                                "Sys.Console",
                                "Sys.Incoming",
                                "Sys.PowerMgmt",
                                "Sys.Syslog",
                                "Sys.Modify",
                                "SDN.Allocate",
                                "Mapping.Modify",
                                "Pool.Allocate")
                        .contains(name));
        return role;
    }
}
