package io.homelab.workflows.hypervisor;

import java.util.List;

/** Machines that carry our marker. */
public record OwnMachines(List<OwnMachine> machines) {
    public OwnMachines {
        machines = machines == null ? List.of() : List.copyOf(machines);
    }

    /**
     * One of them.
     *
     * @param address the resource address that its marker was made of
     * @param host the hypervisor's node that it is on now
     */
    public record OwnMachine(String address, int vmid, String name, String host, boolean running) {}
}
