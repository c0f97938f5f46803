package io.homelab.workflows.cluster;

import io.homelab.workflows.acceptance.AcceptanceActivities;
import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.gitops.GitOpsSetupActivities;
import io.homelab.workflows.hypervisor.AdoptableMachine;
import io.homelab.workflows.hypervisor.AdoptableMachines;
import io.homelab.workflows.hypervisor.HypervisorActivities;
import io.homelab.workflows.hypervisor.OwnMachines;
import io.homelab.workflows.hypervisor.OwnMachines.OwnMachine;
import io.homelab.workflows.hypervisor.Preflight;
import io.homelab.workflows.hypervisor.Reservations;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.plan.Change;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.ClusterSpec;
import io.homelab.workflows.topology.LabActivities;
import io.homelab.workflows.topology.NodeRef;
import io.homelab.workflows.topology.NodeSpec;
import io.homelab.workflows.topology.SnapshotRequest;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A lab in memory behind every port. A call is written as {@code EnsureMachine dev-cp-1}; it may be scripted to fail or
 * held until the test lets it go, and all calls are recorded in the order of their beginning.
 */
final class FakeLab
        implements LabActivities,
                HypervisorActivities,
                MachineOsActivities,
                ClusterActivities,
                PlanActivities,
                AcceptanceActivities,
                BootstrapEvidenceActivities,
                GitOpsSetupActivities,
                NoticeActivities {
    static final Duration BOOT = Duration.ofSeconds(20);

    final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> images = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Deque<FailureReport>> failures = new HashMap<>();
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final Map<String, Integer> machines = new TreeMap<>();
    private final Map<String, Integer> fallbacks = new HashMap<>();
    private final Map<String, Integer> cuts = new HashMap<>();
    private final Set<String> secrets = new TreeSet<>();
    private final AtomicInteger busy = new AtomicInteger();
    private ClusterSpec spec;
    private boolean kubernetes;
    private boolean destructive;

    FakeLab(ClusterSpec spec) {
        this.spec = spec;
    }

    /** A cluster dev of so many control planes and workers. */
    static FakeLab of(int controlPlanes, int workers) {
        return new FakeLab(spec(controlPlanes, workers));
    }

    static ClusterSpec spec(int controlPlanes, int workers) {
        var nodes = new ArrayList<NodeSpec>();
        for (int i = 1; i <= controlPlanes; i++) {
            nodes.add(new NodeSpec("dev-cp-" + i, NodeSpec.Role.CONTROL_PLANE, "hw-cp-" + i, null));
        }
        for (int i = 1; i <= workers; i++) {
            nodes.add(new NodeSpec("dev-w-" + i, NodeSpec.Role.WORKER, "hw-w-" + i, null));
        }
        return new ClusterSpec(
                new ClusterRef("dev", "snap-1"),
                "home",
                "1.2",
                true,
                "10.0.0.10:6443",
                "v1.11.1",
                "v1.34.1",
                false,
                nodes,
                List.of("cilium"),
                null);
    }

    /** The same, with a Git repository that ArgoCD follows. */
    static FakeLab followingGit(int controlPlanes, int workers) {
        var spec = spec(controlPlanes, workers);
        return new FakeLab(new ClusterSpec(
                spec.ref(),
                spec.lab(),
                spec.epic(),
                spec.simulated(),
                spec.endpoint(),
                spec.talosVersion(),
                spec.kubernetesVersion(),
                spec.protectedFromDestroy(),
                spec.nodes(),
                List.of("cilium", "argocd"),
                true));
    }

    /** The next attempts of this call fail like this, one after another. */
    synchronized FakeLab fails(String call, FailureClass... kinds) {
        for (var kind : kinds) {
            failures.computeIfAbsent(call, c -> new ArrayDeque<>())
                    .add(new FailureReport(kind, kind + " in the way", "fake " + call, "wait for the script to end"));
        }
        return this;
    }

    /** The call begins, and goes on when it is released; {@code stubborn} ones do not notice that they are cancelled. */
    Hold holds(String call, boolean stubborn) {
        var hold = new Hold(stubborn);
        holds.put(call, hold);
        return hold;
    }

    /** The images that snapshots were asked for with. */
    List<String> images() {
        return List.copyOf(images);
    }

    /** The lab file is another one from now on. */
    synchronized void labFile(ClusterSpec amended) {
        spec = amended;
    }

    /** A machine of this run's cluster that was there before. */
    synchronized FakeLab hasMachine(String node, int vmid) {
        machines.put(node, vmid);
        return this;
    }

    /** The node comes back in maintenance mode so many times. */
    synchronized FakeLab fallsBack(String node, int times) {
        fallbacks.put(node, times);
        return this;
    }

    /** The machine is without power when that call looks at it, so many times. */
    synchronized FakeLab losesPower(String call, int times) {
        cuts.put(call, times);
        return this;
    }

    private synchronized Outcome powered(String call, Outcome outcome) {
        var left = cuts.merge(call, -1, Integer::sum);
        return left >= 0 ? outcome.with("off", "yes") : outcome;
    }

    /** All is as the lab file says. */
    synchronized FakeLab isBuilt() {
        for (var node : spec.nodes()) {
            machines.put(node.name(), vmid(node.name()));
        }
        secrets.add(spec.ref().cluster());
        kubernetes = true;
        return this;
    }

    /** Something would be overwritten. */
    synchronized FakeLab needsConsent() {
        destructive = true;
        return this;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** How often this call was made. */
    synchronized long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    synchronized List<String> machineNames() {
        return List.copyOf(machines.keySet());
    }

    synchronized Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    /** How many activities are at work at this moment. */
    int busy() {
        return busy.get();
    }

    static String planHash(int controlPlanes, int workers) {
        return "hash-" + (controlPlanes + workers);
    }

    /** A call that waits for the test. */
    static final class Hold {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final boolean stubborn;

        private Hold(boolean stubborn) {
            this.stubborn = stubborn;
        }

        void awaitBegin() throws InterruptedException {
            if (!begun.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the held call never began");
            }
        }

        void release() {
            released.countDown();
        }

        private void pass() {
            begun.countDown();
            try {
                while (!released.await(20, TimeUnit.MILLISECONDS)) {
                    beat();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private void beat() {
            try {
                Activity.getExecutionContext().heartbeat(null);
            } catch (ActivityCanceledException e) {
                if (!stubborn) {
                    throw e;
                }
            }
        }
    }

    @Override
    public ClusterSpec takeSnapshot(SnapshotRequest request) {
        if (request.imageFile() != null) {
            images.add(request.imageFile());
        }
        return call("TakeLabSnapshot", request.cluster(), () -> {
            if (request.digest() != null && !request.digest().equals(spec.ref().snapshot())) {
                throw Failures.toApplicationFailure(new FailureReport(
                        FailureClass.CONFIG, "the lab file is not the one that was seen", null, null));
            }
            return spec;
        });
    }

    @Override
    public Preflight preflight(ClusterRef cluster) {
        return call("CheckPreflight", cluster.cluster(), () -> new Preflight(List.of("rights", "storage"), List.of()));
    }

    @Override
    public Plan planBootstrap(ClusterRef cluster) {
        return call("PlanBootstrap", cluster.cluster(), () -> {
            var changes = new ArrayList<Change>();
            for (var node : spec.nodes()) {
                if (!machines.containsKey(node.name())) {
                    changes.add(new Change(address(node.name()), Change.Action.CREATE, List.of(), false, null));
                } else if (destructive) {
                    changes.add(new Change(address(node.name()), Change.Action.UPDATE, List.of(), true, "its disk"));
                }
            }
            if (changes.isEmpty() && !kubernetes) {
                changes.add(new Change("cluster/dev/etcd", Change.Action.RUN, List.of(), false, null));
            }
            return new Plan(
                    cluster.cluster(),
                    cluster.snapshot(),
                    "hash-" + spec.nodes().size(),
                    changes);
        });
    }

    @Override
    public Outcome ensureImage(ClusterRef cluster) {
        return call("EnsureImage", cluster.cluster(), () -> Outcome.changed("downloaded", Duration.ofSeconds(5)));
    }

    @Override
    public Reservations reserve(ClusterRef cluster) {
        return call("ReserveMachines", cluster.cluster(), () -> {
            var vmids = new TreeMap<String, Integer>();
            spec.nodes().forEach(n -> vmids.put(n.name(), machines.getOrDefault(n.name(), vmid(n.name()))));
            return new Reservations(vmids);
        });
    }

    @Override
    public Outcome ensureMachine(MachineRequest request) {
        var node = request.node().node();
        return call("EnsureMachine", node, () -> {
            if (machines.putIfAbsent(node, request.vmid()) != null) {
                return Outcome.unchanged("machine " + request.vmid()).with("address", address(node));
            }
            return Outcome.changed("machine " + request.vmid(), Duration.ofSeconds(1))
                    .with("created", "yes")
                    .with("address", address(node));
        });
    }

    @Override
    public Outcome ensureRunning(MachineRequest request) {
        return call("EnsureMachineRunning", request.node().node(), () -> Outcome.changed("started", Duration.ZERO));
    }

    @Override
    public OwnMachines listOwn(ClusterRef cluster) {
        return call(
                "ListOwnMachines",
                cluster.cluster(),
                () -> new OwnMachines(machines.entrySet().stream()
                        .map(m -> new OwnMachine(address(m.getKey()), m.getValue(), m.getKey(), "pve1", true))
                        .toList()));
    }

    @Override
    public Outcome destroyMachine(DestroyRequest request) {
        var node = request.address().substring(request.address().lastIndexOf('/') + 1);
        return call("DestroyMachine", node, () -> {
            machines.remove(node, request.vmid());
            return Outcome.changed("destroyed", Duration.ofSeconds(2));
        });
    }

    @Override
    public AdoptableMachines findAdoptable(AdoptableRequest request) {
        return call(
                "FindAdoptable",
                request.cluster().cluster(),
                () -> new AdoptableMachines(
                        request.machines().isEmpty()
                                ? spec.nodes().stream()
                                        .map(n -> new AdoptableMachine(n.name(), vmid(n.name()), n.name()))
                                        .toList()
                                : request.machines()));
    }

    @Override
    public Outcome adoptMachine(AdoptRequest request) {
        return call("AdoptMachine", request.node().node(), () -> {
            machines.put(request.node().node(), request.vmid());
            return Outcome.changed("adopted " + request.vmid(), Duration.ZERO);
        });
    }

    @Override
    public Outcome adoptClusterSecrets(ClusterRef cluster) {
        return call("AdoptClusterSecrets", cluster.cluster(), () -> {
            secrets.add(cluster.cluster());
            return Outcome.changed("took over the secrets", Duration.ZERO);
        });
    }

    @Override
    public Outcome ensureClusterSecrets(ClusterRef cluster) {
        return call(
                "EnsureClusterSecrets",
                cluster.cluster(),
                () -> secrets.add(cluster.cluster())
                        ? Outcome.changed("made", Duration.ZERO)
                        : Outcome.unchanged("there"));
    }

    @Override
    public Outcome awaitMachineApi(NodeRef node) {
        return powered(
                "AwaitMachineApi " + node.node(),
                call("AwaitMachineApi", node.node(), () -> Outcome.changed("in maintenance mode", BOOT)));
    }

    @Override
    public Outcome ensureMachineConfig(NodeRef node) {
        return powered(
                "EnsureMachineConfig " + node.node(),
                call("EnsureMachineConfig", node.node(), () -> Outcome.changed("configured", Duration.ZERO)));
    }

    @Override
    public Outcome awaitInstalled(NodeRef node) {
        return powered("AwaitInstalled " + node.node(), call("AwaitInstalled", node.node(), () -> {
            var left = fallbacks.merge(node.node(), -1, Integer::sum);
            var installed = Outcome.changed("runs from disk", BOOT);
            return left >= 0 ? installed.with("maintenance", "yes") : installed;
        }));
    }

    @Override
    public Outcome ensureEtcdBootstrapped(ClusterRef cluster) {
        return call("EnsureEtcdBootstrapped", cluster.cluster(), () -> {
            kubernetes = true;
            return Outcome.changed("bootstrapped", Duration.ofSeconds(10));
        });
    }

    @Override
    public Outcome ensureCredentials(ClusterRef cluster) {
        return call("EnsureCredentials", cluster.cluster(), () -> Outcome.changed("stored", Duration.ZERO));
    }

    @Override
    public Outcome forgetClusterSecrets(ClusterRef cluster) {
        return call("ForgetClusterSecrets", cluster.cluster(), () -> {
            secrets.remove(cluster.cluster());
            return Outcome.changed("forgotten", Duration.ZERO);
        });
    }

    @Override
    public Outcome awaitApi(ClusterRef cluster) {
        return call("AwaitKubernetesApi", cluster.cluster(), () -> Outcome.changed("answers", BOOT));
    }

    @Override
    public Outcome ensureAddon(AddonRequest request) {
        return call("EnsureAddon", request.addon(), () -> Outcome.changed("applied", Duration.ofSeconds(3)));
    }

    @Override
    public Outcome ensureGitOps(ClusterRef cluster) {
        return call("EnsureGitOps", cluster.cluster(), () -> Outcome.changed("ArgoCD follows Git", BOOT));
    }

    @Override
    public Outcome awaitNodesReady(ClusterRef cluster) {
        return call("AwaitNodesReady", cluster.cluster(), () -> Outcome.changed("all Ready", BOOT));
    }

    @Override
    public AcceptanceReport checkCluster(ClusterRef cluster) {
        return call(
                "CheckClusterCriteria",
                cluster.cluster(),
                () -> new AcceptanceReport(
                        spec.epic(),
                        "A development cluster",
                        List.of(new CriterionResult(
                                "1.2.1-a",
                                "nodes are Ready",
                                "kubernetes",
                                CriterionResult.Verdict.REHEARSED,
                                "1 of 1"))));
    }

    @Override
    public EvidenceRef record(BootstrapReport report) {
        return call("RecordBootstrap", report.cluster(), () -> new EvidenceRef("bootstrap/dev/1.json", "d1"));
    }

    @Override
    public void send(Notice notice) {
        notices.add(notice);
    }

    static String address(String node) {
        return "cluster/dev/machine/" + node;
    }

    private int vmid(String node) {
        for (int i = 0; i < spec.nodes().size(); i++) {
            if (spec.nodes().get(i).name().equals(node)) {
                return 200 + i;
            }
        }
        throw new IllegalArgumentException(node);
    }

    private <T> T call(String activity, String about, Supplier<T> effect) {
        var call = activity + " " + about;
        busy.incrementAndGet();
        try {
            var failure = begin(call);
            Optional.ofNullable(holds.get(call)).ifPresent(Hold::pass);
            if (failure.isPresent()) {
                throw Failures.toApplicationFailure(failure.get());
            }
            synchronized (this) {
                return effect.get();
            }
        } finally {
            busy.decrementAndGet();
        }
    }

    private synchronized Optional<FailureReport> begin(String call) {
        calls.add(call);
        return Optional.ofNullable(failures.get(call)).map(Deque::poll);
    }
}
