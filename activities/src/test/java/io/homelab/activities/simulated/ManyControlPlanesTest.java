package io.homelab.activities.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.ProxmoxHypervisorActivities;
import io.homelab.activities.proxmox.ProxmoxNodeLocator;
import io.homelab.activities.talos.TalosMachineOsActivities;
import io.homelab.activities.talos.TalosNodes;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.talos.TalosSystem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The lanes of control planes go their own ways: etcd is bootstrapped on the first, whatever the others are at. */
@Timeout(120)
class ManyControlPlanesTest {
    private static final double FASTER = 200;
    private static final double WAITS_FASTER = 20;
    private static final String BOOTSTRAP = "/machine.MachineService/Bootstrap";
    private static final int FIRST = 211;
    private static final int SECOND = 213;

    @TempDir
    Path directory;

    private final Attempts attempts = new Attempts();
    private Worlds worlds;
    private Lab world;
    private ClusterRef prod;
    private ProxmoxHypervisorActivities proxmox;
    private TalosMachineOsActivities talos;

    @BeforeEach
    void open() throws IOException {
        worlds = new Worlds(directory.resolve("worlds"), List.of(new TalosSystem()));
        world = worlds.create("lab", 1, 1 / FASTER);
        var home = Files.createDirectories(directory.resolve("lab"));
        var lab = LabInTest.in(home, world, WAITS_FASTER, file -> threeControlPlanes(file, home));
        var transports = new Transports(Gate.OPEN);
        var hypervisors = new Hypervisors(lab.reader(), transports);
        prod = lab.cluster("prod");
        proxmox = new ProxmoxHypervisorActivities(hypervisors, transports);
        talos = new TalosMachineOsActivities(
                new TalosNodes(lab.reader(), transports, new ProxmoxNodeLocator(hypervisors)), LabInTest.KEYS);
        done(() -> proxmox.ensureImage(prod));
        done(() -> talos.ensureClusterSecrets(prod));
    }

    @AfterEach
    void close() {
        attempts.close();
        worlds.close();
    }

    @Test
    void etcdIsBootstrappedWhileTheOthersHaveNoMachineYet() {
        build("prod-cp-1", FIRST);

        assertThat(done(() -> talos.ensureEtcdBootstrapped(prod)).changed()).isTrue();

        build("prod-cp-2", SECOND);
        assertThat(done(() -> talos.ensureEtcdBootstrapped(prod)).changed()).isFalse();
        assertThat(bootstraps()).isEqualTo(1);
    }

    @Test
    void aMemberThatLostItsMarkerIsNotTakenForAbsent() {
        build("prod-cp-1", FIRST);
        done(() -> talos.ensureEtcdBootstrapped(prod));
        build("prod-cp-2", SECOND);
        world.proxmox().backstage().drift(SECOND, Map.of(), List.of("tags"));
        world.proxmox().backstage().remove(FIRST);
        build("prod-cp-1", FIRST);

        var report = attempts.untilOver(() -> talos.ensureEtcdBootstrapped(prod))
                .problem()
                .orElseThrow()
                .report();

        assertThat(report.kind()).isEqualTo(FailureClass.NOT_OURS);
        assertThat(report.what()).contains("no machine proves to be cluster/prod/machine/prod-cp-2");
        assertThat(bootstraps()).isEqualTo(1);
    }

    private void build(String node, int vmid) {
        var machine = new MachineRequest(prod.node(node), vmid);
        done(() -> proxmox.ensureMachine(machine));
        done(() -> proxmox.ensureRunning(machine));
        done(() -> talos.awaitMachineApi(machine.node()));
        done(() -> talos.ensureMachineConfig(machine.node()));
        done(() -> talos.awaitInstalled(machine.node()));
    }

    private Outcome done(Supplier<Outcome> step) {
        return attempts.untilOver(step).orThrow();
    }

    private long bootstraps() {
        return world.world().calls().since(0).stream()
                .filter(call -> call.operation().equals(BOOTSTRAP) && call.committed())
                .count();
    }

    private static void threeControlPlanes(ObjectNode lab, Path home) {
        var cluster = (ObjectNode) lab.path("clusters").path("prod");
        var nodes = cluster.withArray("nodes");
        var first = nodes.get(0).path("address").asString();
        var prefix = first.replaceFirst("[0-9]+$", "");
        cluster.put("endpoint", first + ":6443");
        for (int n = 2; n <= 3; n++) {
            nodes.addObject()
                    .put("name", "prod-cp-" + n)
                    .put("role", "controlplane")
                    .put("vmid", 211 + n)
                    .put("address", prefix + (71 + n));
        }
        var template = home.resolve("omni/clusters/prod.yaml");
        try {
            Files.writeString(template, Files.readString(template).replaceFirst("size: 1", "size: 3"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
