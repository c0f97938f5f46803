package io.homelab.activities.proxmox;

import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.AdoptableMachine;
import io.homelab.workflows.hypervisor.AdoptableMachines;
import io.homelab.workflows.hypervisor.HypervisorActivities.AdoptRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.AdoptableRequest;
import io.homelab.workflows.progress.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeSet;

/** Puts our marker on a machine that a person confirmed by id and name, and writes nothing else. */
final class Adoption {
    private final Hypervisors hypervisors;

    Adoption(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    /** Looks at each machine with the same eyes as the adoption itself; the first that may not be ours is refused. */
    AdoptableMachines find(AdoptableRequest request) {
        var hypervisor = hypervisors.open(request.cluster().snapshot());
        var wanted = request.machines().isEmpty()
                ? hypervisor.lab().cluster(request.cluster().cluster()).nodes().stream()
                        .map(node -> new AdoptableMachine(
                                node.name(),
                                Optional.ofNullable(node.vmid())
                                        .orElseThrow(() -> new Problem(
                                                FailureClass.CONFIG,
                                                "the lab file does not say which machine " + node.name() + " is",
                                                "lab.yaml nodes " + node.name() + ".vmid",
                                                "give the id of the machine to adopt")),
                                node.name()))
                        .toList()
                : request.machines();
        for (var machine : wanted) {
            hypervisor.lab().node(request.cluster().cluster(), machine.node());
            look(hypervisor, Ownership.address(request.cluster().cluster(), machine.node()), machine);
        }
        return new AdoptableMachines(wanted);
    }

    /** Guard of the write: the digest of the configuration that was looked at. */
    Outcome adopt(AdoptRequest request) {
        var ref = request.node();
        var hypervisor = hypervisors.open(ref.snapshot());
        var address = Ownership.address(ref.cluster(), ref.node());
        var machine = look(hypervisor, address, new AdoptableMachine(ref.node(), request.vmid(), request.name()));
        if (hypervisor.ownership().proves(machine.config(), address)) {
            return Outcome.unchanged(request.vmid() + " is already " + address);
        }
        var uuid = Ownership.uuidOf(machine.config()).orElseThrow();
        var tags = new TreeSet<>(Ownership.tags(machine.config()));
        tags.add(hypervisor.ownership().tag(address, uuid));
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("tags", String.join(";", tags));
        parameters.put(
                "description",
                Optional.ofNullable(machine.config().get("description"))
                                .map(d -> d + "\n")
                                .orElse("")
                        + hypervisor.ownership().description(address));
        parameters.put("digest", machine.config().digest());
        hypervisor.client().update(machine.node(), machine.vmid(), parameters);
        if (!hypervisor.ownership().proves(hypervisor.client().config(machine.node(), machine.vmid()), address)) {
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "machine " + machine.vmid() + " does not show the marker that was just written",
                    machine.where(),
                    null);
        }
        return Outcome.changed("adopted " + request.vmid() + " as " + address, Duration.ZERO);
    }

    private static Located look(Hypervisor hypervisor, String address, AdoptableMachine wanted) {
        var look = hypervisor.finder().look();
        var marked = look.find(address);
        if (marked.isPresent() && marked.get().vmid() != wanted.vmid()) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    address + " is already machine " + marked.get().vmid(),
                    marked.get().where(),
                    "remove the tag that begins with hl- from the one that is not");
        }
        if (marked.isPresent()) {
            return marked.get();
        }
        var host = Optional.ofNullable(look.taken().get(wanted.vmid()))
                .orElseThrow(() -> refuse("there is no machine " + wanted.vmid(), "proxmox"));
        var machine =
                new Located(address, host, wanted.vmid(), hypervisor.client().config(host, wanted.vmid()));
        refuseOthers(machine, wanted);
        return machine;
    }

    private static void refuseOthers(Located machine, AdoptableMachine wanted) {
        var config = machine.config();
        if (!wanted.name().equals(config.get("name"))) {
            throw refuse(
                    "machine " + wanted.vmid() + " is called " + config.get("name") + ", not " + wanted.name(),
                    machine.where());
        }
        if ("1".equals(config.get("template"))) {
            throw refuse("machine " + wanted.vmid() + " is a template", machine.where());
        }
        if (Ownership.uuidOf(config).isEmpty()) {
            throw refuse(
                    "machine " + wanted.vmid() + " has no SMBIOS uuid to bind a marker to: qm set " + wanted.vmid()
                            + " --smbios1 uuid=$(uuidgen)",
                    machine.where());
        }
        if (Ownership.maybeOurs(String.join(";", Ownership.tags(config)))) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "machine " + wanted.vmid()
                            + " carries a marker of another lab or node, or was cloned from one that did",
                    machine.where(),
                    "if it is nobody's, remove its tag that begins with hl- first");
        }
    }

    private static Problem refuse(String what, String where) {
        return new Problem(FailureClass.CONFIG, what, where, "homelab vm adopt VMID --name NAME --as CLUSTER/NODE");
    }
}
