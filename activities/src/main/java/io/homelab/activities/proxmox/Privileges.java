package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Hypervisor;
import io.homelab.workflows.failure.FailureClass;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The privileges that a bootstrap needs, per path (facts: proxmox A4, "minimal role"). */
final class Privileges {
    private static final Set<String> MACHINES = Set.of(
            "VM.Allocate",
            "VM.Audit",
            "VM.Config.Disk",
            "VM.Config.CDROM",
            "VM.Config.CPU",
            "VM.Config.Memory",
            "VM.Config.Network",
            "VM.Config.HWType",
            "VM.Config.Options",
            "VM.Config.Cloudinit",
            "VM.PowerMgmt");

    private Privileges() {}

    static Map<String, Set<String>> needed(Hypervisor hypervisor, String bridge) {
        var needed = new LinkedHashMap<String, Set<String>>();
        needed.put("/vms", MACHINES);
        needed.put("/nodes/" + hypervisor.node(), Set.of("Sys.Audit"));
        needed.put("/storage/" + hypervisor.storage().disks(), Set.of("Datastore.AllocateSpace", "Datastore.Audit"));
        needed.merge(
                "/storage/" + hypervisor.storage().images(),
                Set.of("Datastore.AllocateTemplate", "Datastore.Audit"),
                (one, other) -> {
                    var both = new TreeSet<>(one);
                    both.addAll(other);
                    return both;
                });
        needed.put("/sdn/zones/localnetwork/" + bridge, Set.of("SDN.Use"));
        return needed;
    }

    /** AUTH when the token lacks any of them, with the command that grants them. */
    static void check(ProxmoxClient client, String tokenId, String path, Set<String> needed) {
        var missing = new TreeSet<>(needed);
        missing.removeAll(client.privileges(path));
        if (!missing.isEmpty()) {
            throw new Problem(
                    FailureClass.AUTH,
                    "the token " + tokenId + " lacks " + String.join(", ", missing) + " at " + path,
                    "proxmox GET /access/permissions",
                    "pveum role add Homelab --privs '" + String.join(",", needed) + "'; pveum acl modify " + path
                            + " --tokens '" + tokenId + "' --roles Homelab");
        }
    }
}
