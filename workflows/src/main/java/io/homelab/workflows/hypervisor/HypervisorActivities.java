package io.homelab.workflows.hypervisor;

import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.NodeRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Virtual machines and their images. Every write looks first and may be repeated. */
@ActivityInterface
public interface HypervisorActivities {
    /** Finds what would go wrong, before anything is written: rights, storage, bridges, addresses, ids, clocks, versions. */
    @ActivityMethod(name = "CheckPreflight")
    Preflight preflight(ClusterRef cluster);

    /** The Talos image is in the hypervisor's image storage, whole. */
    @ActivityMethod(name = "EnsureImage")
    Outcome ensureImage(ClusterRef cluster);

    /**
     * Chooses one id per node: the id of the machine that carries the node's marker wherever it is, else the lab file's,
     * else the lowest free one of the lab's range. Writes nothing; the recorded answer is the guard of the create.
     */
    @ActivityMethod(name = "ReserveMachines")
    Reservations reserve(ClusterRef cluster);

    /** The machine exists under the reserved id, is ours, and has the configuration that the lab file says. */
    @ActivityMethod(name = "EnsureMachine")
    Outcome ensureMachine(MachineRequest request);

    /** The machine runs. */
    @ActivityMethod(name = "EnsureMachineRunning")
    Outcome ensureRunning(MachineRequest request);

    /** Every machine that carries a marker of this cluster, wherever it is, whatever it is called. */
    @ActivityMethod(name = "ListOwnMachines")
    OwnMachines listOwn(ClusterRef cluster);

    /** The machine is gone: stopped, destroyed with its disks, its id free of ours. Refused when it is not provably ours. */
    @ActivityMethod(name = "DestroyMachine")
    Outcome destroyMachine(DestroyRequest request);

    /**
     * Looks at the machines that a person wants to be ours; all nodes under the lab file's ids when none is named. Reads
     * only. CONFIG when one is missing or called otherwise, NOT_OURS when it is already somebody's.
     */
    @ActivityMethod(name = "FindAdoptable")
    AdoptableMachines findAdoptable(AdoptableRequest request);

    /** Puts the node's marker on a machine that a person confirmed, and writes nothing else. */
    @ActivityMethod(name = "AdoptMachine")
    Outcome adoptMachine(AdoptRequest request);

    /** A machine of the lab by the id that was reserved for it. */
    record MachineRequest(NodeRef node, int vmid) {}

    /** The machine to destroy, by marker and id: both must match at the moment of the write. */
    record DestroyRequest(ClusterRef cluster, String address, int vmid) {}

    /** The machines of a cluster that a person wants to be ours; none = all of the lab file's. */
    record AdoptableRequest(ClusterRef cluster, List<AdoptableMachine> machines) {
        public AdoptableRequest {
            machines = machines == null ? List.of() : List.copyOf(machines);
        }
    }

    /** The machine to adopt, with the name it had when the person looked at it. */
    record AdoptRequest(NodeRef node, int vmid, String name) {}
}
