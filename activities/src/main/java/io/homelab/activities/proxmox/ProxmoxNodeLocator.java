package io.homelab.activities.proxmox;

import io.homelab.activities.ensure.NodeLocator;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.topology.NodeRef;
import java.util.Locale;
import java.util.Optional;

/** Locates nodes by the marker of their machines; asks the guest agent for a DHCP address. */
public final class ProxmoxNodeLocator implements NodeLocator {
    private final Hypervisors hypervisors;

    public ProxmoxNodeLocator(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    @Override
    public Optional<Located> find(NodeRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        return hypervisor
                .finder()
                .find(Ownership.address(ref.cluster(), ref.node()))
                .map(machine -> located(hypervisor, machine, ref));
    }

    @Override
    public Located locate(NodeRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        return located(hypervisor, machine(hypervisor, ref), ref);
    }

    private static Located located(
            Hypervisors.Hypervisor hypervisor, io.homelab.activities.proxmox.Located machine, NodeRef ref) {
        var uuid = Ownership.uuidOf(machine.config())
                .orElseThrow(() -> new IllegalStateException("a proven machine has a uuid"))
                .toLowerCase(Locale.ROOT);
        var fixed = hypervisor.lab().node(ref.cluster(), ref.node()).ip();
        return new Located(uuid, fixed.isPresent() ? fixed : reported(hypervisor, machine));
    }

    @Override
    public boolean powered(NodeRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        var machine = machine(hypervisor, ref);
        return hypervisor.client().current(machine.node(), machine.vmid()).running();
    }

    private static io.homelab.activities.proxmox.Located machine(Hypervisors.Hypervisor hypervisor, NodeRef ref) {
        var address = Ownership.address(ref.cluster(), ref.node());
        return hypervisor
                .finder()
                .find(address)
                .orElseThrow(() -> new Problem(
                        FailureClass.NOT_OURS,
                        "no machine proves to be " + address,
                        "proxmox",
                        "was its tag removed? homelab cluster plan " + ref.cluster()));
    }

    private static Optional<String> reported(
            Hypervisors.Hypervisor hypervisor, io.homelab.activities.proxmox.Located machine) {
        try {
            return hypervisor.client().agentAddresses(machine.node(), machine.vmid()).stream()
                    .filter(a -> !a.startsWith("127.0.0.") && !a.contains(":") && !a.startsWith("169.254."))
                    .findFirst();
        } catch (ProxmoxFailure e) {
            if (e.report().kind() == FailureClass.AUTH) {
                throw e; // no waiting gives us that privilege
            }
            return Optional.empty(); // the agent does not answer (yet)
        }
    }
}
