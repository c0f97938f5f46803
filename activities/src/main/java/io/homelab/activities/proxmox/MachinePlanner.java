package io.homelab.activities.proxmox;

import io.homelab.workflows.plan.Change;
import io.homelab.workflows.topology.ClusterRef;
import java.util.ArrayList;
import java.util.List;

/** What the hypervisor's side of a bootstrap would change; looks only. */
public final class MachinePlanner {
    private final Hypervisors hypervisors;

    public MachinePlanner(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    /** Changes in the order in which they would be made. */
    public List<Change> plan(ClusterRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        var changes = new ArrayList<Change>();
        var look = hypervisor.finder().look();
        for (var node : hypervisor.lab().cluster(ref.cluster()).nodes()) {
            var definition = hypervisor.definition(ref.cluster(), node.name());
            var found = look.find(definition.address());
            if (found.isEmpty()) {
                changes.add(new Change(
                        definition.address(), Change.Action.CREATE, List.of(), false, "no machine carries its marker"));
            } else {
                existing(hypervisor, definition, found.get(), changes);
            }
        }
        var missing = changes.stream().anyMatch(c -> c.action() == Change.Action.CREATE);
        if (missing && Images.present(hypervisor, ref.cluster()).isEmpty()) {
            changes.addFirst(new Change(
                    "image/" + ImageNames.file(hypervisor.lab(), ref.cluster()),
                    Change.Action.CREATE,
                    List.of(),
                    false,
                    "not in " + hypervisor.lab().lab().hypervisor().storage().images()));
        }
        return changes;
    }

    private static void existing(
            Hypervisors.Hypervisor hypervisor, MachineDefinition definition, Located machine, List<Change> changes) {
        var running =
                hypervisor.client().current(machine.node(), machine.vmid()).running();
        var fields = new ArrayList<>(definition.drift(machine.config()));
        if (running) {
            PendingChanges.of(hypervisor, machine).stream()
                    .filter(waiting ->
                            fields.stream().noneMatch(field -> field.name().equals(waiting.name())))
                    .forEach(fields::add);
        }
        definition
                .growth(machine.config())
                .ifPresent(gib ->
                        fields.add(new Change.Field("scsi0", machine.config().get("scsi0"), gib + " GiB")));
        if (!fields.isEmpty()) {
            var stops = running && fields.stream().anyMatch(field -> MachineDefinition.needsPowerCycle(field.name()));
            changes.add(new Change(
                    definition.address(),
                    Change.Action.UPDATE,
                    fields,
                    stops,
                    stops ? "needs the machine powered off and on" : "drift"));
        }
        if (!running) {
            changes.add(new Change(definition.address(), Change.Action.START, List.of(), false, "is powered off"));
        }
    }
}
