package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.AddressMode;
import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Lab;
import io.homelab.workflows.failure.FailureClass;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Proxmox VE 9 took VM.Monitor away and split it up. */
    private static final int AGENT_PRIVILEGE_SINCE = 9;

    private Privileges() {}

    static Map<String, Set<String>> needed(Lab lab, String cluster, int majorVersion) {
        var hypervisor = lab.hypervisor();
        var nodes = lab.cluster(cluster).map(Cluster::nodes).orElse(List.of());
        var needed = new LinkedHashMap<String, Set<String>>();
        var machines = new TreeSet<>(MACHINES);
        if (nodes.stream().anyMatch(n -> n.addressMode() == AddressMode.DHCP)) {
            machines.add(majorVersion >= AGENT_PRIVILEGE_SINCE ? "VM.GuestAgent.Audit" : "VM.Monitor");
        }
        if (hypervisor.pool() == null) {
            needed.put("/vms", machines);
        } else {
            needed.put("/vms", Set.of("VM.Audit")); // whose number is taken is asked of all machines
            machines.add("Pool.Audit");
            needed.put("/pool/" + hypervisor.pool(), machines);
        }
        if (nodes.stream().anyMatch(n -> n.startupOrder() > 0)) {
            needed.put("/", Set.of("Sys.Modify")); // Proxmox wants it for the startup order of any machine
        }
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
        needed.put("/sdn/zones/localnetwork/" + lab.network().bridge(), Set.of("SDN.Use"));
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
                    "pveum role add " + role(path) + " --privs '" + String.join(",", needed) + "'; pveum acl modify "
                            + path
                            + " --users " + tokenId.replaceFirst("!.*", "") + " --tokens '" + tokenId
                            + "' --roles " + role(path));
        }
    }

    /** A role per path, so that no path is given more than it needs; a privilege-separated token needs it on its user too. */
    private static String role(String path) {
        return "Homelab" + path.replaceAll("[^A-Za-z0-9]+", "-").replaceFirst("-$", "");
    }
}
