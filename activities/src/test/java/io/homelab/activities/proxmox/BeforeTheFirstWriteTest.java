package io.homelab.activities.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.world.CallLog.Call;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.hypervisor.HypervisorActivities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with a lab is found by looks alone, and said with what, where and remedy. */
@Timeout(120)
class BeforeTheFirstWriteTest {
    private static final long GIB = 1L << 30;

    @TempDir
    static Path directory;

    private interface Planting {
        AutoCloseable plant(Lab world) throws IOException;
    }

    private record Case(
            String name,
            Consumer<ObjectNode> labFile,
            Planting planting,
            FailureClass kind,
            String what,
            String where,
            String remedy) {}

    private static Case inLabFile(
            String name,
            BiConsumer<ObjectNode, ObjectNode> change,
            FailureClass kind,
            String what,
            String where,
            String remedy) {
        return new Case(
                name,
                lab -> change.accept(lab, (ObjectNode) lab.path("hypervisor")),
                world -> () -> {},
                kind,
                what,
                where,
                remedy);
    }

    private static Case inWorld(
            String name, Consumer<Lab> plant, FailureClass kind, String what, String where, String remedy) {
        return new Case(
                name,
                lab -> {},
                world -> {
                    plant.accept(world);
                    return () -> {};
                },
                kind,
                what,
                where,
                remedy);
    }

    private static Stream<Case> cases() {
        return Stream.of(
                inLabFile(
                        "a token that Proxmox does not know",
                        (lab, hypervisor) -> hypervisor.put("token", "env:WRONG"),
                        FailureClass.AUTH,
                        "Proxmox refuses the API token homelab@pve!orchestrator",
                        "GET /version",
                        "pveum user token list homelab@pve"),
                inLabFile(
                        "a token that is nowhere",
                        (lab, hypervisor) -> hypervisor.put("token", "env:NOT_SET"),
                        FailureClass.AUTH,
                        "env:NOT_SET: the variable is not set",
                        "secret store",
                        "homelab secrets list"),
                inLabFile(
                        "a node that is not there",
                        (lab, hypervisor) -> hypervisor.put("node", "pve9"),
                        FailureClass.CONFIG,
                        "there is no Proxmox node pve9",
                        "proxmox /nodes",
                        "one of pve1"),
                inLabFile(
                        "a storage that is not there",
                        (lab, hypervisor) -> ((ObjectNode) hypervisor.path("storage")).put("disks", "tank"),
                        FailureClass.CONFIG,
                        "has no storage tank",
                        "/nodes/pve1/storage",
                        "one of local"),
                inLabFile(
                        "a storage for disks that takes none",
                        (lab, hypervisor) -> ((ObjectNode) hypervisor.path("storage")).put("disks", "local"),
                        FailureClass.CONFIG,
                        "storage local does not take content of the kind images",
                        "/nodes/pve1/storage",
                        "pvesm set local --content"),
                inLabFile(
                        "a storage for images that takes none",
                        (lab, hypervisor) -> ((ObjectNode) hypervisor.path("storage")).put("images", "local-lvm"),
                        FailureClass.CONFIG,
                        "storage local-lvm does not take content of the kind iso",
                        "/nodes/pve1/storage",
                        "pvesm set local-lvm --content"),
                inLabFile(
                        "a bridge that is not there",
                        (lab, hypervisor) -> ((ObjectNode) lab.path("network")).put("bridge", "vmbr9"),
                        FailureClass.CONFIG,
                        "has no bridge vmbr9",
                        "/nodes/pve1/network",
                        "one of vmbr0"),
                inLabFile(
                        "an image file that is no image",
                        (lab, hypervisor) -> ((ObjectNode) lab.path("images")).put("file", "small.iso"),
                        FailureClass.CONFIG,
                        "has only 9 bytes: it is no Talos image",
                        "lab.yaml images.file",
                        "bring the nocloud ISO"),
                inLabFile(
                        "an image file that is not there",
                        (lab, hypervisor) -> ((ObjectNode) lab.path("images")).put("file", "nowhere.iso"),
                        FailureClass.CONFIG,
                        "there is no image file",
                        "lab.yaml images.file",
                        "bring the nocloud ISO"),
                inLabFile(
                        "a pool that our rights do not reach",
                        (lab, hypervisor) -> hypervisor.put("pool", "elsewhere"),
                        FailureClass.CONFIG,
                        "there is no pool elsewhere",
                        "proxmox /pools",
                        "pveum pool add elsewhere"),
                inWorld(
                        "a missing privilege",
                        world -> world.proxmox().backstage().privileges(List.of("VM.Config.Network"), List.of()),
                        FailureClass.AUTH,
                        "the token homelab@pve!orchestrator lacks VM.Config.Network at /vms",
                        "GET /access/permissions",
                        "pveum acl modify /vms --users homelab@pve --tokens 'homelab@pve!orchestrator'"),
                inWorld(
                        "a full storage for disks",
                        world -> world.proxmox().backstage().avail("local-lvm", 3 * GIB),
                        FailureClass.CAPACITY,
                        "storage local-lvm has 3 GiB left, needed are 50 GiB for 1 disks",
                        "proxmox storage local-lvm",
                        "make room"),
                inWorld(
                        "a full storage for images",
                        world -> world.proxmox().backstage().avail("local", 0),
                        FailureClass.CAPACITY,
                        "storage local has 0 GiB left, needed are 1 GiB for the Talos image",
                        "proxmox storage local",
                        "make room"),
                inWorld(
                        "a storage that is switched off",
                        world -> world.proxmox().backstage().enable("local-lvm", false),
                        FailureClass.CONFIG,
                        "storage local-lvm is not active",
                        "/nodes/pve1/storage",
                        "pvesm set local-lvm --disable 0"),
                inWorld(
                        "a clock that goes wrong",
                        world -> world.world().clock().jump(Duration.ofMinutes(5)),
                        FailureClass.CONFIG,
                        "the clocks of this machine and of pve1 differ by",
                        "/nodes/pve1/time",
                        "NTP"),
                inWorld(
                        "a number that a stranger has",
                        world -> world.proxmox().backstage().plant(201, "pve1", Map.of("name", "dev-1"), true),
                        FailureClass.NOT_OURS,
                        "the id 201 of dev-1 is taken on pve1 by a machine that is not provably ours",
                        "proxmox /nodes/pve1/qemu/201",
                        "give the node another vmid"),
                new Case(
                        "an address at which a stranger answers",
                        lab -> {},
                        world -> new ServerSocket(6443, 1, InetAddress.ofLiteral(address(world))),
                        FailureClass.NOT_OURS,
                        ":6443, the address of dev-1, which does not exist yet",
                        "lab.yaml nodes dev-1.address",
                        "choose a free address"));
    }

    @TestFactory
    Stream<DynamicTest> itIsFoundByLooksAlone() {
        return cases().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> {
            var name = fault.name().replaceAll("[^a-z]+", "-");
            var report = found(name, fault);
            assertThat(report.kind()).isEqualTo(fault.kind());
            assertThat(report.what()).contains(fault.what());
            assertThat(report.where()).contains(fault.where());
            assertThat(report.remedy()).contains(fault.remedy());
        }));
    }

    private static FailureReport found(String name, Case fault) throws Exception {
        try (var worlds = new Worlds(directory.resolve(name), List.of())) {
            var world = worlds.create("lab", 1, 0.0001);
            try (var planted = fault.planting().plant(world);
                    var attempts = new Attempts()) {
                var lab = lab(name, world, fault.labFile());
                var end = attempts.untilOver(() -> activities(lab).preflight(lab.cluster("dev")));
                assertThat(planted).isNotNull();
                assertThat(writes(world)).isEmpty();
                return end.problem()
                        .orElseThrow(() -> new AssertionError("nothing was found: " + end))
                        .report();
            }
        }
    }

    @Test
    void allOfItIsSaidAtOnce() throws Exception {
        try (var worlds = new Worlds(directory.resolve("several"), List.of());
                var attempts = new Attempts()) {
            var world = worlds.create("lab", 1, 0.0001);
            world.proxmox().backstage().avail("local-lvm", GIB);
            world.proxmox().backstage().plant(201, "pve1", Map.of(), false);
            var lab = lab("several", world, file -> ((ObjectNode) file.path("network")).put("bridge", "vmbr9"));

            var problem = attempts.untilOver(() -> activities(lab).preflight(lab.cluster("dev")))
                    .problem()
                    .orElseThrow();

            assertThat(problem.report().what())
                    .startsWith("3 problems: ")
                    .contains("no bridge vmbr9", "storage local-lvm has 1 GiB left", "the id 201 of dev-1 is taken");
        }
    }

    @Test
    void anImageThatIsNotTheOneOfTheFirstTimeIsNotUploaded() throws Exception {
        try (var worlds = new Worlds(directory.resolve("altered"), List.of());
                var attempts = new Attempts()) {
            var world = worlds.create("lab", 1, 0.0001);
            var lab = lab("altered", world, file -> {});
            var dev = lab.cluster("dev");
            attempts.untilOver(() -> activities(lab).ensureImage(dev)).orThrow();
            var writes = writes(world).size();
            forgetDownloads(lab);
            var lock = lab.directory().resolve("lab.lock");
            Files.writeString(
                    lock, Files.readString(lock).replaceAll("(sha256\\W+)[0-9a-f]{64}", "$1" + "0".repeat(64)));

            var problem = attempts.untilOver(() -> activities(lab).ensureImage(dev))
                    .problem()
                    .orElseThrow();

            assertThat(problem.report().kind()).isEqualTo(FailureClass.CONFIG);
            assertThat(problem.report().remedy()).contains("lab.lock");
            assertThat(writes(world)).hasSize(writes);
        }
    }

    private static void forgetDownloads(LabInTest lab) throws IOException {
        try (var files = Files.list(lab.directory().resolve("cache/downloads"))) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static LabInTest lab(String name, Lab world, Consumer<ObjectNode> change) throws IOException {
        var home = directory.resolve(name + "-lab");
        Files.createDirectories(home);
        Files.writeString(home.resolve("small.iso"), "no image\n");
        return LabInTest.in(home, world, 1000, change);
    }

    private static HypervisorActivities activities(LabInTest lab) {
        var transports = new Transports(Gate.OPEN);
        return new ProxmoxHypervisorActivities(new Hypervisors(lab.reader(), transports), transports);
    }

    private static List<Call> writes(Lab world) {
        return world.world().calls().since(0).stream()
                .filter(call -> call.system().equals("proxmox") && call.mutating())
                .toList();
    }

    private static String address(Lab world) {
        return world.info().cidr().replaceFirst("[0-9]+/24$", "61");
    }
}
