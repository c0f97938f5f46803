package io.homelab.activities.proxmox;

import io.homelab.activities.proxmox.History.Step;
import io.homelab.activities.proxmox.History.Trouble;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.Interleaving;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.HypervisorActivities.AdoptRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.DestroyRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.NodeRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tools.jackson.databind.node.ObjectNode;

/** A world with our real adapter and other people in it; histories are played one after the other. */
final class Playground implements AutoCloseable {
    private static final double FASTER = 1000;
    /** It takes as long as the history itself, so that every third one must do. */
    private static final int REBUILT = 3;

    private static final List<String> OPERATIONS = List.of(
            "POST /nodes/{node}/qemu",
            "DELETE /nodes/{node}/qemu/{vmid}",
            "PUT /nodes/{node}/qemu/{vmid}/config",
            "/status/start",
            "/status/stop",
            "GET /nodes/{node}/qemu",
            "GET /nodes/{node}/tasks");

    private static final List<Integer> PROMISED = List.of(201, 211);

    private final Lab world;
    private final boolean confined;
    private final Interleaving gate = new Interleaving();
    private final Attempts attempts = new Attempts();
    private final Strangers strangers;
    private final Hands hands;
    private final ProxmoxHypervisorActivities ours;
    private final MachinePlanner planner;
    private final List<NodeRef> nodes;
    private final List<ClusterRef> clusters;
    private final List<String> surprises = new ArrayList<>();

    Playground(Lab world, Path directory, boolean confined) throws IOException {
        this.world = world;
        this.confined = confined;
        var lab = LabInTest.in(directory, world, FASTER, yaml -> {
            var hypervisor = (ObjectNode) yaml.path("hypervisor");
            hypervisor.putObject("storage").put("images", "nas").put("disks", "nas");
            if (confined) {
                hypervisor.put("pool", "homelab");
            }
            ((ObjectNode) yaml.path("clusters").path("prod").path("nodes").path(1)).remove("vmid");
        });
        if (confined) {
            world.proxmox().backstage().confine("homelab");
        }
        var transports = new Transports(gate);
        var hypervisors = new Hypervisors(lab.reader(), transports);
        ours = new ProxmoxHypervisorActivities(hypervisors, transports);
        planner = new MachinePlanner(hypervisors);
        clusters = List.of(lab.cluster("dev"), lab.cluster("prod"));
        nodes = List.of(
                clusters.get(0).node("dev-1"),
                clusters.get(1).node("prod-cp-1"),
                clusters.get(1).node("prod-worker-1"));
        strangers = new Strangers(world);
        hands = new Hands(world, strangers);
        clusters.forEach(
                cluster -> attempts.untilOver(() -> ours.ensureImage(cluster)).orThrow());
    }

    /** Plays it, and says what went wrong; afterwards the lab is empty. */
    List<String> play(History history) {
        surprises.clear();
        var start = world.world().calls().last();
        for (var step : history.steps()) {
            play(step);
        }
        awaitDuplicates(start);
        surprises.addAll(strangers.harm());
        hands.unlock();
        hands.removeStrangers();
        if (surprises.isEmpty() && history.seed() % REBUILT == 0) {
            rebuild();
        }
        tidy();
        return List.copyOf(surprises);
    }

    private void play(Step step) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(step.salt());
        step.before().ifPresent(hand -> hands.act(hand, random));
        step.during()
                .ifPresent(hand -> gate.before(step.moment()::isBefore, step.skip(), () -> hands.act(hand, random)));
        gate.before(call -> true, 8, hands::unlock); // other people's backups end
        step.trouble().ifPresent(trouble -> arm(trouble, random));
        try {
            attempt(() -> act(step));
        } finally {
            gate.clear();
            world.world().faults().clear();
            hands.unlock();
        }
        surprises.addAll(strangers.harm());
    }

    private Object act(Step step) {
        var node = nodes.get(step.node());
        var cluster = new ClusterRef(node.cluster(), node.snapshot());
        return switch (step.ours()) {
            case BUILD -> ours.ensureMachine(new MachineRequest(node, reserved(node)));
            case RUN -> ours.ensureRunning(new MachineRequest(node, 0));
            case DESTROY -> {
                for (var own : ours.listOwn(cluster).machines()) {
                    ours.destroyMachine(new DestroyRequest(cluster, own.address(), own.vmid()));
                }
                yield "destroyed";
            }
            case LIST -> ours.listOwn(cluster);
            case PLAN -> ReadOnly.call(() -> planner.plan(cluster));
            case ADOPT -> adopt(node);
        };
    }

    /** A person names a machine that is not ours; what is adopted is ours from then on. */
    private Object adopt(NodeRef node) {
        // A number that the lab file promises to a node stays that node's.
        var named = strangers.all().stream()
                .filter(vmid -> !PROMISED.contains(vmid))
                .toList();
        if (named.isEmpty()) {
            return "nobody to adopt";
        }
        var vmid = named.getFirst();
        var seen = world.proxmox().backstage().machines().stream()
                .filter(machine -> machine.vmid() == vmid)
                .findFirst()
                .orElseThrow();
        strangers.forget(vmid);
        var planted = gate.clear(); // what a person confirms is what is there
        try {
            return ours.adoptMachine(new AdoptRequest(node, vmid, seen.config().getOrDefault("name", "")))
                    + (planted ? "" : " undisturbed");
        } finally {
            var now = world.proxmox().backstage().machines().stream()
                    .filter(machine -> machine.vmid() == vmid)
                    .findFirst()
                    .orElseThrow();
            if (now.equals(seen)) {
                strangers.left(vmid);
            } else if (!without(now.config()).equals(without(seen.config()))) {
                surprises.add("the adoption of " + vmid + " changed more than its marker: " + seen + " → " + now);
            }
        }
    }

    private static Map<String, String> without(Map<String, String> config) {
        var rest = new TreeMap<>(config);
        rest.keySet().removeAll(List.of("tags", "description"));
        return rest;
    }

    private int reserved(NodeRef node) {
        return Objects.requireNonNull(ours.reserve(new ClusterRef(node.cluster(), node.snapshot()))
                .vmids()
                .get(node.node()));
    }

    private void attempt(Supplier<Object> work) {
        try {
            attempts.untilOver(work).problem().map(Problem::report).ifPresent(report -> {
                if (report.kind() == FailureClass.BUG) {
                    surprises.add("a bug shows: " + report.line());
                }
            });
        } catch (RuntimeException e) {
            surprises.add("unexpected: " + e);
        }
    }

    private void arm(Trouble trouble, RandomGenerator random) {
        var operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        switch (trouble) {
            case DROPPED_REPLY -> arm(Kind.DROP_REPLY, operation, 0, "");
            case CUT -> arm(Kind.CUT, operation, 0, "");
            case ERROR_500 -> arm(Kind.STATUS, operation, 500, "got timeout");
            case ERROR_596 -> arm(Kind.STATUS, operation, 596, "Connection timed out");
            case TASK_FAILS -> arm(Kind.TASK_FAILS, operation, 0, "start failed: QEMU exited with code 1");
            case TASK_VANISHES -> arm(Kind.TASK_VANISHES, operation, 0, "");
            // Proxmox has no guard for power and destroy but the rights of who calls.
            case LATE_DUPLICATE ->
                arm(Kind.DUPLICATE, confined ? operation : "PUT /nodes/{node}/qemu/{vmid}/config", 0, "");
        }
    }

    private void arm(Kind kind, String operation, int status, String message) {
        world.world()
                .faults()
                .arm(new Fault(kind, "proxmox", operation, null, 0, 1, status, message, Duration.ofMillis(3)));
    }

    /** Each call that is done twice is in the record twice. */
    private void awaitDuplicates(long start) {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (world.world().calls().since(start).stream()
                                .filter(call -> Kind.DUPLICATE
                                        .name()
                                        .equals(call.details().get("fault")))
                                .count()
                        % 2
                == 1) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a late duplicate never came");
            }
            Thread.onSpinWait();
        }
    }

    /** Without strangers in the way every machine of ours can be built and runs, once each. */
    private void rebuild() {
        removeRemnants();
        for (var node : nodes) {
            attempts.untilOver(() -> {
                        ours.ensureMachine(new MachineRequest(node, reserved(node)));
                        return ours.ensureRunning(new MachineRequest(node, 0));
                    })
                    .problem()
                    .ifPresent(problem -> surprises.add(
                            "ours is not handled any more: " + problem.report().line()));
        }
        var there = world.proxmox().backstage().machines();
        if (surprises.isEmpty()
                && (there.size() != nodes.size()
                        || !there.stream()
                                .allMatch(m ->
                                        m.running() && !"3".equals(m.config().get("cores"))))) {
            surprises.add("three machines are to run as the lab file says: " + there);
        }
    }

    /** A create that vanished leaves a locked machine without a marker, which a person must remove. */
    private void removeRemnants() {
        var backstage = world.proxmox().backstage();
        backstage.machines().stream()
                .filter(machine -> "create".equals(machine.config().get("lock")))
                .forEach(machine -> backstage.remove(machine.vmid()));
    }

    private void tidy() {
        var backstage = world.proxmox().backstage();
        backstage.machines().forEach(machine -> backstage.remove(machine.vmid()));
    }

    @Override
    public void close() {
        attempts.close();
    }
}
