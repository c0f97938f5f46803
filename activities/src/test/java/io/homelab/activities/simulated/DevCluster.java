package io.homelab.activities.simulated;

import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.kubernetes.KubernetesClusterActivities;
import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.ProxmoxHypervisorActivities;
import io.homelab.activities.proxmox.ProxmoxNodeLocator;
import io.homelab.activities.talos.TalosMachineOsActivities;
import io.homelab.activities.talos.TalosNodes;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.Addon;
import io.homelab.workflows.cluster.ClusterActivities.AddonRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import java.util.function.Supplier;

/** DEV of the example lab, built by our own adapters, for what comes after a cluster. */
public record DevCluster(LabInTest lab, Clusters clusters) {
    private static final int VMID = 201;

    /** Builds it with all its add-ons. */
    public static DevCluster build(LabInTest lab, Transports transports, Attempts attempts) {
        var hypervisors = new Hypervisors(lab.reader(), transports);
        var proxmox = new ProxmoxHypervisorActivities(hypervisors, transports);
        var talos = new TalosMachineOsActivities(
                new TalosNodes(lab.reader(), transports, new ProxmoxNodeLocator(hypervisors)), LabInTest.KEYS);
        var clusters = new Clusters(lab.reader(), transports);
        var kubernetes = new KubernetesClusterActivities(clusters);
        var dev = lab.cluster("dev");
        var machine = new MachineRequest(dev.node("dev-1"), VMID);
        done(attempts, () -> proxmox.ensureImage(dev));
        done(attempts, () -> proxmox.ensureMachine(machine));
        done(attempts, () -> talos.ensureClusterSecrets(dev));
        done(attempts, () -> proxmox.ensureRunning(machine));
        done(attempts, () -> talos.awaitMachineApi(machine.node()));
        done(attempts, () -> talos.ensureMachineConfig(machine.node()));
        done(attempts, () -> talos.awaitInstalled(machine.node()));
        done(attempts, () -> talos.ensureEtcdBootstrapped(dev));
        done(attempts, () -> talos.ensureCredentials(dev));
        done(attempts, () -> kubernetes.awaitApi(dev));
        for (var addon : clusters.lab(dev).lab().addonsOf("dev").stream()
                .map(Addon::name)
                .toList()) {
            done(attempts, () -> kubernetes.ensureAddon(new AddonRequest(dev, addon)));
        }
        done(attempts, () -> kubernetes.awaitNodesReady(dev));
        return new DevCluster(lab, clusters);
    }

    public ClusterRef ref() {
        return lab.cluster("dev");
    }

    private static void done(Attempts attempts, Supplier<Outcome> step) {
        attempts.untilOver(step).orThrow();
    }
}
