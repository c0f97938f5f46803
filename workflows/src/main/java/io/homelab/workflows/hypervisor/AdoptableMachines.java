package io.homelab.workflows.hypervisor;

import java.util.List;

/** What would be adopted, as it was seen. */
public record AdoptableMachines(List<AdoptableMachine> machines) {
    public AdoptableMachines {
        machines = machines == null ? List.of() : List.copyOf(machines);
    }
}
