package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.AdoptableMachines;
import io.homelab.workflows.hypervisor.HypervisorActivities;
import io.homelab.workflows.hypervisor.OwnMachines;
import io.homelab.workflows.hypervisor.OwnMachines.OwnMachine;
import io.homelab.workflows.hypervisor.Preflight;
import io.homelab.workflows.hypervisor.Reservations;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;

/** Machines and images on Proxmox VE. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ProxmoxHypervisorActivities implements HypervisorActivities {
    private final Hypervisors hypervisors;
    private final Machines machines;
    private final Images images;

    public ProxmoxHypervisorActivities(Hypervisors hypervisors, Transports transports) {
        this.hypervisors = hypervisors;
        this.machines = new Machines(hypervisors);
        this.images = new Images(hypervisors, transports);
    }

    @Override
    public Preflight preflight(ClusterRef cluster) {
        return ReadOnly.call(() -> new ProxmoxPreflight(hypervisors).check(cluster));
    }

    @Override
    public Outcome ensureImage(ClusterRef cluster) {
        return images.ensure(cluster);
    }

    @Override
    public Reservations reserve(ClusterRef cluster) {
        return ReadOnly.call(() -> new Reserver(hypervisors).reserve(cluster));
    }

    @Override
    public Outcome ensureMachine(MachineRequest request) {
        return machines.ensure(request);
    }

    @Override
    public Outcome ensureRunning(MachineRequest request) {
        var ref = request.node();
        var hypervisor = hypervisors.open(ref.snapshot());
        var address = Ownership.address(ref.cluster(), ref.node());
        var machine = hypervisor
                .finder()
                .find(address)
                .orElseThrow(() -> new Problem(
                        FailureClass.NOT_OURS,
                        "no machine proves to be " + address + " any more",
                        "proxmox " + request.vmid(),
                        "was its tag removed? homelab cluster plan " + ref.cluster()));
        return new Power(hypervisor, ref.cluster()).on(machine);
    }

    @Override
    public OwnMachines listOwn(ClusterRef cluster) {
        return ReadOnly.call(() -> {
            var hypervisor = hypervisors.open(cluster.snapshot());
            return new OwnMachines(
                    hypervisor.finder().look().below("cluster/" + cluster.cluster() + "/machine/").stream()
                            .map(m -> new OwnMachine(
                                    m.address(),
                                    m.vmid(),
                                    m.config().values().getOrDefault("name", ""),
                                    m.node(),
                                    hypervisor
                                            .client()
                                            .current(m.node(), m.vmid())
                                            .running()))
                            .toList());
        });
    }

    @Override
    public Outcome destroyMachine(DestroyRequest request) {
        return new Destroyer(hypervisors).destroy(request);
    }

    @Override
    public AdoptableMachines findAdoptable(AdoptableRequest request) {
        return ReadOnly.call(() -> new Adoption(hypervisors).find(request));
    }

    @Override
    public Outcome adoptMachine(AdoptRequest request) {
        return new Adoption(hypervisors).adopt(request);
    }
}
