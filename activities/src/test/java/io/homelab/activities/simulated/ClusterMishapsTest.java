package io.homelab.activities.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.kubernetes.KubernetesClusterActivities;
import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.ProxmoxHypervisorActivities;
import io.homelab.activities.proxmox.ProxmoxNodeLocator;
import io.homelab.activities.talos.TalosMachineOsActivities;
import io.homelab.activities.talos.TalosNodes;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.talos.TalosSystem;
import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.workflows.cluster.ClusterActivities.AddonRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster is built while Talos and Kubernetes lose answers, refuse and restart: etcd is bootstrapped once, and all is there. */
@Timeout(300)
class ClusterMishapsTest {
    private static final double FASTER = 200;
    /** Waits keep room for a machine that is busy with other things. */
    private static final double WAITS_FASTER = 20;

    private static final int VMID = 201;
    private static final String BOOTSTRAP = "/machine.MachineService/Bootstrap";
    private static final int FAILED_PRECONDITION = 9;
    private static final int UNAVAILABLE = 14;

    @TempDir
    static Path directory;

    /** @param cutPower whether the machine loses its power once it has its configuration, and boots the ISO anew */
    private record Case(String name, boolean cutPower, List<Fault> faults) {}

    private static Fault talos(Kind kind, String operation, int skip, int times, int status) {
        return new Fault(kind, "talos", operation, null, skip, times, status, "not now", Duration.ZERO);
    }

    private static Fault kubernetes(Kind kind, String operation, int skip, int times, int status) {
        return new Fault(kind, "kubernetes", operation, null, skip, times, status, "not now", Duration.ofMillis(60));
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "answers are lost, and an apply comes twice",
                        false,
                        List.of(
                                talos(Kind.DROP_REPLY, "/ApplyConfiguration", 1, 1, 0),
                                talos(Kind.DROP_REPLY, BOOTSTRAP, 0, 1, 0),
                                kubernetes(Kind.DROP_REPLY, "PATCH", 2, 1, 0),
                                kubernetes(Kind.DUPLICATE, "PATCH", 0, 1, 0))),
                new Case(
                        "Talos is unavailable and not ready, and applies are refused",
                        false,
                        List.of(
                                talos(Kind.STATUS, "/", 3, 8, UNAVAILABLE),
                                talos(Kind.STATUS, BOOTSTRAP, 0, 2, FAILED_PRECONDITION),
                                kubernetes(Kind.STATUS, "PATCH", 1, 2, 409),
                                kubernetes(Kind.STATUS, "PATCH", 1, 2, 429),
                                kubernetes(Kind.STATUS, "PATCH", 1, 2, 500))),
                new Case(
                        "the node is back in maintenance mode, Bootstrap is cut off, and the API server flaps",
                        true,
                        List.of(talos(Kind.CUT, BOOTSTRAP, 0, 1, 0), kubernetes(Kind.CUT, "", 4, 6, 0))));
    }

    @TestFactory
    Stream<DynamicTest> theClusterIsBuiltAllTheSame() {
        return cases().map(mishap -> DynamicTest.dynamicTest(mishap.name(), () -> {
            try (var bench = new Bench(mishap.name().replaceAll("[^a-zA-Z]+", "-"))) {
                mishap.faults().forEach(bench.world.world().faults()::arm);

                bench.build(mishap.cutPower());

                assertThat(bench.world.world().faults().armed())
                        .as("the mishap happened")
                        .isEmpty();
                assertThat(bench.bootstraps()).isEqualTo(1);
                bench.writeNothingMore();
            }
        }));
    }

    /** A world with our adapters. */
    private static final class Bench implements AutoCloseable {
        private final Worlds worlds;
        private final Attempts attempts = new Attempts();
        private final Lab world;
        private final LabInTest lab;
        private final ClusterRef dev;
        private final MachineRequest machine;
        private final ProxmoxHypervisorActivities proxmox;
        private final TalosMachineOsActivities talos;
        private final KubernetesClusterActivities kubernetes;

        Bench(String name) throws IOException {
            var home = directory.resolve(name);
            worlds = new Worlds(home.resolve("worlds"), List.of(new TalosSystem()));
            world = worlds.create("lab", 1, 1 / FASTER);
            Files.createDirectories(home.resolve("lab"));
            lab = LabInTest.in(home.resolve("lab"), world, WAITS_FASTER, file -> {});
            dev = lab.cluster("dev");
            machine = new MachineRequest(dev.node("dev-1"), VMID);
            var transports = new Transports(Gate.OPEN);
            var hypervisors = new Hypervisors(lab.reader(), transports);
            proxmox = new ProxmoxHypervisorActivities(hypervisors, transports);
            talos = new TalosMachineOsActivities(
                    new TalosNodes(lab.reader(), transports, new ProxmoxNodeLocator(hypervisors)), LabInTest.KEYS);
            kubernetes = new KubernetesClusterActivities(new Clusters(lab.reader(), transports));
        }

        private Outcome done(Supplier<Outcome> step) {
            return attempts.untilOver(step).orThrow();
        }

        void build(boolean cutPower) {
            done(() -> proxmox.ensureImage(dev));
            done(() -> proxmox.ensureMachine(machine));
            done(() -> talos.ensureClusterSecrets(dev));
            done(() -> proxmox.ensureRunning(machine));
            done(() -> talos.awaitMachineApi(machine.node()));
            configure();
            if (cutPower) {
                world.proxmox().backstage().power(VMID, false);
                world.proxmox().backstage().power(VMID, true);
            }
            while (done(() -> talos.awaitInstalled(machine.node())).facts().containsKey("maintenance")) {
                configure();
            }
            done(() -> talos.ensureEtcdBootstrapped(dev));
            done(() -> talos.ensureCredentials(dev));
            done(() -> kubernetes.awaitApi(dev));
            done(() -> addon("gateway-api"));
            done(() -> addon("cilium"));
            done(() -> kubernetes.awaitNodesReady(dev));
        }

        private void configure() {
            done(() -> talos.ensureMachineConfig(machine.node()));
        }

        private Outcome addon(String name) {
            return kubernetes.ensureAddon(new AddonRequest(dev, name));
        }

        long bootstraps() {
            return world.world().calls().since(0).stream()
                    .filter(call -> call.operation().equals(BOOTSTRAP) && call.committed())
                    .count();
        }

        void writeNothingMore() {
            var steps = List.<Supplier<Outcome>>of(
                    () -> proxmox.ensureMachine(machine),
                    () -> proxmox.ensureRunning(machine),
                    () -> talos.ensureMachineConfig(machine.node()),
                    () -> talos.ensureEtcdBootstrapped(dev),
                    () -> addon("gateway-api"),
                    () -> addon("cilium"));
            assertThat(steps.stream().map(this::done)).noneMatch(Outcome::changed);
        }

        @Override
        public void close() {
            attempts.close();
            worlds.close();
        }
    }
}
