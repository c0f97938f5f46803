package io.homelab.activities.proxmox;

import io.homelab.workflows.topology.ClusterRef;
import java.util.ArrayList;
import java.util.List;

/** Reads the configuration of a cluster's machines, found by their markers and never by a number; looks only. */
public final class MachineReader {
    private final Hypervisors hypervisors;

    public MachineReader(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    /** The machines that prove to be the cluster's, in the lab file's order; one that is not there is not in the list. */
    public List<MachineFacts> machines(ClusterRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        var found = new ArrayList<MachineFacts>();
        var look = hypervisor.finder().look();
        for (var node : hypervisor.lab().cluster(ref.cluster()).nodes()) {
            look.find(Ownership.address(ref.cluster(), node.name()))
                    .ifPresent(machine -> found.add(new MachineFacts(
                            node.name(),
                            machine.node(),
                            machine.vmid(),
                            machine.config().values())));
        }
        return found;
    }

    /** The volume of the Talos image that the snapshot pins. */
    public String image(ClusterRef ref) {
        return ImageNames.volume(hypervisors.open(ref.snapshot()).lab(), ref.cluster());
    }
}
