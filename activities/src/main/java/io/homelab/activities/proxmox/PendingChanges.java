package io.homelab.activities.proxmox;

import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.workflows.plan.Change;
import java.util.List;

/**
 * What a running machine's configuration says already and the machine does not have yet. An attempt that wrote and then lost
 * the answer finds no drift any more; this is how it knows that the power cycle is still owed.
 */
final class PendingChanges {
    private PendingChanges() {}

    static List<Change.Field> of(Hypervisor hypervisor, Located machine) {
        return hypervisor.client().pending(machine.node(), machine.vmid()).stream()
                .filter(entry -> MachineDefinition.needsPowerCycle(entry.key()))
                .map(entry -> new Change.Field(entry.key(), entry.value(), entry.pending()))
                .toList();
    }
}
