package io.homelab.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.real.TemporalInTest;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.lab.secrets.Secret;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.proxmox.Backstage;
import io.homelab.simulator.talos.TalosSystem;
import io.homelab.simulator.talos.node.EtcdClusters;
import io.homelab.simulator.world.CallLog.Call;
import io.homelab.worker.WorkerApplication;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.attention.Markdown;
import io.homelab.workflows.cluster.BootstrapCluster;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.cluster.BootstrapRequest;
import io.homelab.workflows.cluster.DestroyCluster;
import io.homelab.workflows.cluster.DestroyClusterRequest;
import io.homelab.workflows.cluster.DestroyReport;
import io.homelab.workflows.cluster.PlanCluster;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WireFormat;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One simulated lab with the product's own worker. What a test asks of it goes through Temporal, as a person's orders do. */
public final class Bench implements AutoCloseable {
    private static final double FASTER = 200;
    private static final double WAITS_FASTER = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final Path directory;
    private final Worlds worlds;
    private final Lab world;
    private final LabInTest lab;
    private final TemporalInTest temporal;
    private final ConfigurableApplicationContext worker;
    private final WorkflowClient client;

    private Bench(Path directory, Consumer<ObjectNode> change, List<ClusterDraft> clusters) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("lab"));
        temporal = TemporalInTest.start(directory.resolve("temporal.log"));
        worlds = new Worlds(directory.resolve("worlds"), List.of(new TalosSystem()));
        world = worlds.create("lab", 1, 1 / FASTER);
        Files.writeString(directory.resolve("lab/token"), world.info().proxmox().token());
        lab = LabInTest.in(directory.resolve("lab"), world, WAITS_FASTER, file -> {
            ((ObjectNode) file.path("hypervisor")).put("token", "file:token").put("memoryMiB", 1 << 18);
            clusters.forEach(cluster -> cluster.into(file, directory.resolve("lab")));
            change.accept(file);
        });
        worker = startWorker();
        client = WorkflowClient.newInstance(
                temporal.stubs(),
                WorkflowClientOptions.newBuilder()
                        .setNamespace(TemporalInTest.NAMESPACE)
                        .setDataConverter(WireFormat.plain())
                        .setIdentity("test")
                        .build());
    }

    /** A lab in a directory of its own, with these clusters beside those of the example lab. */
    public static Bench with(ClusterDraft... clusters) {
        return with(file -> {}, clusters);
    }

    /** The same; {@code change} is what is different in its lab file. */
    public static Bench with(Consumer<ObjectNode> change, ClusterDraft... clusters) {
        try {
            return new Bench(Files.createTempDirectory("homelab-test-"), change, List.of(clusters));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext startWorker() {
        return new SpringApplicationBuilder(WorkerApplication.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .initializers(
                        context -> context.getBeanFactory().registerSingleton("serviceAccountKeys", LabInTest.KEYS))
                .run(
                        "--spring.temporal.connection.target=" + temporal.address(),
                        "--spring.temporal.namespace=" + TemporalInTest.NAMESPACE,
                        "--spring.main.keep-alive=false",
                        "--homelab.lab-file=" + labFile(),
                        "--homelab.config-directory=" + lab.directory(),
                        "--homelab.state-directory=" + lab.directory().resolve("state"),
                        "--homelab.cache-directory=" + lab.directory().resolve("cache"),
                        "--HOMELAB_OWN_TEMPORAL=true",
                        "--homelab.last-resort=false");
    }

    public Lab world() {
        return world;
    }

    public Backstage backstage() {
        return world.proxmox().backstage();
    }

    public LabInTest lab() {
        return lab;
    }

    public Path labFile() {
        return lab.directory().resolve("lab.yaml");
    }

    /** What a person edits in the lab file. */
    public void edit(Consumer<ObjectNode> change) {
        var file = (ObjectNode) YAML.readTree(labFile().toFile());
        change.accept(file);
        YAML.writeValue(labFile().toFile(), file);
    }

    /** The first three bytes of the lab's addresses, with the last dot. */
    public String prefix() {
        return world.info().cidr().replaceFirst("[0-9]+/24$", "");
    }

    /**
     * Gives a cluster the keys of another one and an id of its own, if there is another one: the making of keys takes a
     * slow machine most of the time of a bootstrap.
     */
    public void lendKeys(String cluster) {
        var secrets = lab.reader().snapshot(lab.snapshot()).secrets();
        var name = "talos-" + cluster;
        if (secrets.names().contains(name)) {
            return;
        }
        secrets.names().stream()
                .filter(each -> each.startsWith("talos-"))
                .findFirst()
                .ifPresent(lender -> {
                    var id = clusterId(secret(lender));
                    var own =
                            Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(Sha256.of(cluster)));
                    secrets.put(name, Secret.of(secret(lender).replace(id, own)));
                });
    }

    private static String clusterId(String bundle) {
        var id = YAML.readTree(bundle).at("/cluster/id").asString();
        assertThat(id).isNotEmpty();
        return id;
    }

    /** Starts a bootstrap. */
    public BootstrapCluster bootstrap(String cluster) {
        return bootstrap(new BootstrapRequest(cluster, null, null));
    }

    /** Starts a bootstrap as it was asked for. */
    public BootstrapCluster bootstrap(BootstrapRequest request) {
        var run = client.newWorkflowStub(
                BootstrapCluster.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.HOME)
                        .setWorkflowId(WorkflowIds.cluster(request.cluster()))
                        .build());
        WorkflowClient.start(run::bootstrap, request);
        return run;
    }

    /** The item under which a step waits for a person; it is an error if the run ends first. */
    public AttentionItem parked(AttendedRun run, String step) {
        return parked(run, step, 1);
    }

    /** The same, when it has parked at least that often. */
    public AttentionItem parked(AttendedRun run, String step, int revision) {
        var found = new AtomicReference<Optional<AttentionItem>>(Optional.empty());
        untilSo(run, step + " parks", () -> {
            var view = run.progress();
            found.set(view.attention().stream()
                    .filter(item -> item.id().equals(step) && item.revision() >= revision)
                    .findFirst());
            if (found.get().isEmpty() && !running(run)) {
                throw new AssertionError("the run ended");
            }
            return found.get().isPresent();
        });
        return found.get().orElseThrow();
    }

    /** Waits until something has come about in a run that nobody helps; what waits for a person is an error. */
    public void until(AttendedRun run, String what, BooleanSupplier condition) {
        untilSo(run, what, () -> {
            assertThat(run.progress().attention()).as("what waits for a person").isEmpty();
            return condition.getAsBoolean();
        });
    }

    private static void untilSo(AttendedRun run, String what, BooleanSupplier condition) {
        try {
            Patience.until(PATIENCE, what, condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + Markdown.of(what, run.progress()), e);
        }
    }

    private boolean running(AttendedRun run) {
        var id = Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution())
                .getWorkflowId();
        return client.newUntypedWorkflowStub(id).describe().getStatus()
                == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    /**
     * Gives an answer. Temporal refuses an update whose workflow task got lost, as when the worker is slow; whoever asks
     * again is told if it had arrived.
     */
    public static void give(Runnable answer) {
        Patience.until(PATIENCE, "the answer is taken", () -> {
            try {
                answer.run();
                return true;
            } catch (WorkflowServiceException e) {
                return false;
            }
        });
    }

    public static Decision answer(AttentionItem item) {
        return new Decision(item.id(), item.revision(), "because the test says so", "tester", false);
    }

    public static Decision amended(AttentionItem item) {
        return new Decision(item.id(), item.revision(), null, "tester", true);
    }

    /** How a run ended, which nobody helps; what waits for a person is an error. */
    public BootstrapReport report(BootstrapCluster run) {
        var result = WorkflowStub.fromTyped(run).getResultAsync(BootstrapReport.class);
        until(run, "the run ends", result::isDone);
        return result.join();
    }

    /** What the server knows of the activities that a run waits for: their last failures, and what they see. */
    public List<String> waitsFor(AttendedRun run) {
        var execution = Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution());
        var description = temporal.stubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(TemporalInTest.NAMESPACE)
                        .setExecution(execution)
                        .build());
        return description.getPendingActivitiesList().stream()
                .map(activity -> activity.getActivityType().getName() + ": "
                        + activity.getLastFailure().getMessage() + " "
                        + activity.getHeartbeatDetails().getPayloadsList().stream()
                                .map(payload -> payload.getData().toStringUtf8())
                                .toList())
                .toList();
    }

    /** Starts a destroy. */
    public DestroyCluster destroy(String cluster) {
        var run = client.newWorkflowStub(
                DestroyCluster.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.HOME)
                        .setWorkflowId(WorkflowIds.cluster(cluster))
                        .build());
        WorkflowClient.start(run::destroy, new DestroyClusterRequest(cluster, null, null));
        return run;
    }

    /** What a destroy reports. */
    public DestroyReport destroyed(DestroyCluster run) {
        var result = WorkflowStub.fromTyped(run).getResultAsync(DestroyReport.class);
        until(run, "the run ends", result::isDone);
        return result.join();
    }

    /** What a bootstrap would change. */
    public Plan plan(String cluster) {
        return client.newWorkflowStub(
                        PlanCluster.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HOME)
                                .setWorkflowId(WorkflowIds.plan(cluster))
                                .build())
                .plan(new BootstrapRequest(cluster, null, null));
    }

    /** The failure with which a run ended. */
    public String failure(AttendedRun run) {
        try {
            var value = WorkflowStub.fromTyped(run).getResult(60, TimeUnit.SECONDS, Object.class);
            throw new AssertionError("the run ended well: " + value);
        } catch (io.temporal.client.WorkflowFailedException e) {
            return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
        } catch (TimeoutException e) {
            throw new AssertionError("the run does not end", e);
        }
    }

    /** Calls that changed something, by a part of their operation. */
    public List<Call> committed(String operation) {
        return calls().filter(call -> call.committed() && call.operation().contains(operation))
                .toList();
    }

    /** Every call that reached the lab. */
    public Stream<Call> calls() {
        return world.world().calls().since(0).stream();
    }

    /** A secret of the lab's store. */
    public String secret(String name) {
        return lab.reader()
                .snapshot(lab.snapshot())
                .secrets()
                .get(name)
                .orElseThrow()
                .text();
    }

    /** The machines that are called as a cluster's nodes are. */
    public List<Backstage.Machine> machines(String cluster) {
        return backstage().machines().stream()
                .filter(machine -> machine.config().getOrDefault("name", "").startsWith(cluster + "-"))
                .toList();
    }

    /** One running machine for each node, one etcd in the cluster's life, nothing of anybody else. */
    public void judge(String cluster, int nodes) {
        var machines = machines(cluster);
        assertThat(machines).hasSize(nodes).allMatch(Backstage.Machine::running);
        assertThat(machines.stream().map(machine -> machine.config().get("name")))
                .doesNotHaveDuplicates();
        assertThat(etcds(cluster)).as("clusters of etcd that were ever made").isEqualTo(1);
        assertThat(backstage().inventory().strays()).as("disks of nobody").isEmpty();
        assertThat(backstage().inventory().tasks()).as("tasks that still run").isEmpty();
    }

    private long etcds(String cluster) {
        var id = clusterId(secret("talos-" + cluster));
        var table = world.world().store().table(EtcdClusters.TABLE);
        return table.keys("").stream()
                .map(key -> new String(table.get(key).orElseThrow(), StandardCharsets.UTF_8))
                .filter(etcd -> etcd.contains(id))
                .count();
    }

    @Override
    public void close() {
        worker.close();
        worlds.close();
        temporal.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
