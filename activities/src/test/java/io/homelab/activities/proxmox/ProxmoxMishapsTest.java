package io.homelab.activities.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Unreachable;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.proxmox.Backstage.Machine;
import io.homelab.simulator.proxmox.Inventory.Volume;
import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.HypervisorActivities.DestroyRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import io.homelab.workflows.progress.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each call that changes something at Proxmox meets each mishap; the activity, tried anew as its profile has it, ends well. */
@Timeout(300)
class ProxmoxMishapsTest {
    private static final double FASTER = 200;
    private static final int VMID = 201;
    private static final String ADDRESS = "cluster/dev/machine/dev-1";
    private static final String CREATE = "POST /nodes/{node}/qemu";

    @TempDir
    static Path directory;

    private enum Change {
        UPLOAD("POST /nodes/{node}/storage/{storage}/upload"),
        CREATE(ProxmoxMishapsTest.CREATE),
        CONFIG("PUT /nodes/{node}/qemu/{vmid}/config"),
        RESIZE("PUT /nodes/{node}/qemu/{vmid}/resize"),
        START("POST /nodes/{node}/qemu/{vmid}/status/start"),
        SHUTDOWN("POST /nodes/{node}/qemu/{vmid}/status/shutdown"),
        STOP("POST /nodes/{node}/qemu/{vmid}/status/stop"),
        DELETE("DELETE /nodes/{node}/qemu/{vmid}");

        private final String operation;

        Change(String operation) {
            this.operation = operation;
        }
    }

    /** A change whose row ends at a person, see below. */
    private static boolean leavesSomething(Change change, Mishap mishap) {
        return change == Change.CREATE && mishap == Mishap.THE_WORKER_VANISHES;
    }

    @TestFactory
    Stream<DynamicContainer> itEndsWell() {
        return Arrays.stream(Change.values()).map(change -> {
            var bench = new AtomicReference<Bench>();
            var rows = Arrays.stream(Mishap.values())
                    .filter(mishap -> !leavesSomething(change, mishap))
                    .map(mishap -> DynamicTest.dynamicTest(change + ": " + mishap.words(), () -> {
                        if (bench.get() == null) {
                            bench.set(new Bench(change.name()));
                        }
                        play(bench.get(), change, mishap);
                    }));
            var end = DynamicTest.dynamicTest(
                    change + ": end", () -> Objects.requireNonNull(bench.get()).close());
            return DynamicContainer.dynamicContainer(change.name(), Stream.concat(rows, Stream.of(end)));
        });
    }

    private static void play(Bench bench, Change change, Mishap mishap) {
        bench.prepare(change);
        mishap.arm(bench.world, change.operation);

        bench.attempts.untilOver(() -> bench.act(change)).orThrow();

        bench.settle();
        bench.attempts.untilOver(() -> bench.act(change)).orThrow(); // what a late duplicate did is repaired
        var again = bench.attempts.untilOver(() -> bench.act(change)).orThrow();
        assertThat(again.changed()).as("a step that is done writes nothing").isFalse();
        bench.judge(change);
        if (change == Change.CREATE && !mishap.endsTheTask()) {
            assertThat(bench.committed(CREATE))
                    .as("creates that Proxmox accepted")
                    .isEqualTo(1);
        }
    }

    @Test
    void whatIsLeftOfOurOwnCreateIsNamedWithTheCommandsThatRemoveIt() throws Exception {
        try (var bench = new Bench("remnant")) {
            bench.prepare(Change.CREATE);
            Mishap.THE_WORKER_VANISHES.arm(bench.world, CREATE);

            var report = bench.attempts
                    .untilOver(() -> bench.act(Change.CREATE))
                    .problem()
                    .orElseThrow()
                    .report();

            assertThat(report.kind()).isEqualTo(FailureClass.CONFIG);
            assertThat(report.what()).contains("our create of 201 was cut off on pve1");
            assertThat(report.remedy())
                    .contains("qm unlock 201 && qm destroy 201 --destroy-unreferenced-disks 1", "homelab run retry");
            assertThat(bench.machines()).extracting(Machine::config).containsExactly(Map.of("lock", "create"));

            bench.world.proxmox().backstage().remove(VMID); // as the remedy says
            bench.attempts.untilOver(() -> bench.act(Change.CREATE)).orThrow();
            bench.judge(Change.CREATE);
        }
    }

    @Test
    void whatIsLeftOfSomebodyElsesCreateIsNotOurs() throws Exception {
        try (var bench = new Bench("stranger")) {
            bench.prepare(Change.CREATE);
            bench.world.proxmox().backstage().plant(VMID, "pve1", Map.of(), false);
            bench.world
                    .proxmox()
                    .backstage()
                    .drift(VMID, Map.of("lock", "create"), List.of("smbios1", "vmgenid", "boot", "meta"));

            var report = bench.attempts
                    .untilOver(() -> bench.act(Change.CREATE))
                    .problem()
                    .orElseThrow()
                    .report();

            assertThat(report.kind()).isEqualTo(FailureClass.NOT_OURS);
            assertThat(report.what()).contains("what is left of somebody else's create on pve1");
        }
    }

    @Test
    void aPowerCycleThatAnotherAttemptOwesIsPlannedAsOne() throws Exception {
        try (var bench = new Bench("owed")) {
            bench.prepare(Change.CONFIG);
            bench.world
                    .world()
                    .faults()
                    .arm(new Fault(
                            Kind.DROP_REPLY, "proxmox", Change.CONFIG.operation, null, 0, 1, 0, "", Duration.ZERO));
            try {
                bench.attempts.once(() -> bench.act(Change.CONFIG));
            } catch (Unreachable expected) {
                assertThat(expected.report().kind()).isEqualTo(FailureClass.TRANSIENT);
            }

            var plan = new MachinePlanner(bench.hypervisors).plan(bench.lab.cluster("dev"));

            assertThat(plan).singleElement().satisfies(change -> {
                assertThat(change.destructive()).isTrue();
                assertThat(change.fields()).extracting(field -> field.name()).containsExactly("cores");
            });
        }
    }

    /** A world with our adapter, and what is true in it. */
    private static final class Bench implements AutoCloseable {
        private final Worlds worlds;
        private final Attempts attempts = new Attempts();
        private final Lab world;
        private final LabInTest lab;
        private final Hypervisors hypervisors;
        private final ProxmoxHypervisorActivities ours;
        private long start;

        Bench(String name) throws IOException {
            var home = directory.resolve(name);
            worlds = new Worlds(home.resolve("worlds"), List.of());
            world = worlds.create("lab", 1, 1 / FASTER);
            Files.createDirectories(home.resolve("lab"));
            lab = LabInTest.in(home.resolve("lab"), world, FASTER, file -> {});
            var transports = new Transports(Gate.OPEN);
            hypervisors = new Hypervisors(lab.reader(), transports);
            ours = new ProxmoxHypervisorActivities(hypervisors, transports);
        }

        private MachineRequest machine() {
            return new MachineRequest(lab.cluster("dev").node("dev-1"), VMID);
        }

        void prepare(Change change) {
            start = world.world().calls().last();
            world.proxmox().backstage().remove(VMID);
            if (change == Change.UPLOAD) {
                world.proxmox().backstage().discard("iso");
                return;
            }
            attempts.untilOver(() -> ours.ensureImage(lab.cluster("dev"))).orThrow();
            if (change == Change.CREATE) {
                return;
            }
            attempts.untilOver(() -> ours.ensureMachine(machine())).orThrow();
            var backstage = world.proxmox().backstage();
            switch (change) {
                case CONFIG, SHUTDOWN -> {
                    backstage.drift(VMID, Map.of("cores", "1"), List.of());
                    backstage.power(VMID, true);
                }
                case RESIZE -> {
                    var disk = only().config().getOrDefault("scsi0", "");
                    backstage.drift(VMID, Map.of("scsi0", disk.replace("size=50G", "size=20G")), List.of());
                }
                case STOP -> backstage.power(VMID, true);
                case UPLOAD, CREATE, START, DELETE -> {}
            }
        }

        Outcome act(Change change) {
            return switch (change) {
                case UPLOAD -> ours.ensureImage(lab.cluster("dev"));
                case CREATE, CONFIG, RESIZE, SHUTDOWN -> ours.ensureMachine(machine());
                case START -> ours.ensureRunning(machine());
                case STOP, DELETE -> ours.destroyMachine(new DestroyRequest(lab.cluster("dev"), ADDRESS, VMID));
            };
        }

        /** What was to go wrong has, and nobody is busy any more. */
        void settle() {
            assertThat(world.world().faults().armed().stream().filter(fault -> fault.times() == 1))
                    .as("the mishap happened")
                    .isEmpty();
            world.world().faults().clear();
            var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (duplicateIsDue() || world.proxmox().backstage().busy(VMID)) {
                assertThat(System.nanoTime()).as("a late duplicate never came").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }

        /** How often a call changed something. */
        private long committed(String operation) {
            return world.world().calls().since(start).stream()
                    .filter(call -> call.operation().equals(operation) && call.committed())
                    .count();
        }

        private boolean duplicateIsDue() {
            return world.world().calls().since(start).stream()
                            .filter(call -> "DUPLICATE".equals(call.details().get("fault")))
                            .count()
                    == 1;
        }

        void judge(Change change) {
            var image = world.proxmox().backstage().inventory().volumes().stream()
                    .filter(volume -> volume.content().equals("iso"))
                    .toList();
            assertThat(image).hasSize(1);
            switch (change) {
                case UPLOAD -> assertThat(machines()).isEmpty();
                case STOP, DELETE -> {
                    assertThat(machines()).isEmpty();
                    assertThat(disks()).isEmpty();
                }
                case CREATE, CONFIG, RESIZE, SHUTDOWN -> whole(false);
                case START -> whole(true);
            }
        }

        private void whole(boolean running) {
            var machine = only();
            assertThat(machine.running()).isEqualTo(running);
            assertThat(machine.config())
                    .containsEntry("cores", "2")
                    .containsEntry("memory", "4096")
                    .containsEntry("name", "dev-1")
                    .doesNotContainKey("lock");
            assertThat(machine.config().get("scsi0")).contains("size=50G");
            assertThat(machine.config().get("tags")).contains("hl-", "dev");
            assertThat(disks()).as("its disks, once each").hasSize(3);
        }

        private List<Volume> disks() {
            return world.proxmox().backstage().inventory().volumes().stream()
                    .filter(volume -> Objects.equals(volume.vmid(), VMID))
                    .toList();
        }

        private List<Machine> machines() {
            return world.proxmox().backstage().machines();
        }

        private Machine only() {
            assertThat(machines()).hasSize(1);
            return machines().getFirst();
        }

        @Override
        public void close() {
            attempts.close();
            worlds.close();
        }
    }
}
