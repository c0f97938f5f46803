package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.HypervisorActivities.AdoptRequest;
import io.homelab.workflows.progress.Outcome;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeSet;

/** Puts our marker on a machine that a person confirmed by id and name, and writes nothing else. */
final class Adoption {
    private final Hypervisors hypervisors;

    Adoption(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    Outcome adopt(AdoptRequest request) {
        var ref = request.node();
        var hypervisor = hypervisors.open(ref.snapshot());
        var address = Ownership.address(ref.cluster(), ref.node());
        var look = hypervisor.finder().look();
        var there = look.find(address);
        if (there.isPresent()) {
            if (there.get().vmid() == request.vmid()) {
                return Outcome.unchanged(request.vmid() + " is already " + address);
            }
            throw refuse(
                    address + " is already " + there.get().vmid(), there.get().where());
        }
        var node = Optional.ofNullable(look.taken().get(request.vmid()))
                .orElseThrow(() -> refuse("there is no machine " + request.vmid(), "proxmox"));
        var where = "proxmox /nodes/" + node + "/qemu/" + request.vmid();
        var config = hypervisor.client().config(node, request.vmid());
        if (!request.name().equals(config.get("name"))) {
            throw refuse(
                    "machine " + request.vmid() + " is called " + config.get("name") + ", not " + request.name(),
                    where);
        }
        var uuid = Ownership.uuidOf(config)
                .orElseThrow(
                        () -> refuse("machine " + request.vmid() + " has no SMBIOS uuid to bind a marker to", where));
        var tags = new TreeSet<>(Ownership.tags(config));
        tags.add(hypervisor.ownership().tag(address, uuid));
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("tags", String.join(";", tags));
        parameters.put(
                "description",
                Optional.ofNullable(config.get("description"))
                                .map(d -> d + "\n")
                                .orElse("")
                        + hypervisor.ownership().description(address));
        parameters.put("digest", config.digest());
        hypervisor.client().update(node, request.vmid(), parameters);
        return Outcome.changed("adopted " + request.vmid() + " as " + address, java.time.Duration.ZERO);
    }

    private static Problem refuse(String what, String where) {
        return new Problem(FailureClass.CONFIG, what, where, "homelab vm adopt VMID --name NAME --as CLUSTER/NODE");
    }
}
