package io.homelab.activities.velero.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.real.RealServers;
import io.homelab.activities.real.TemporalInTest;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.velero.Velero;
import io.homelab.activities.velero.VeleroInTest;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.simulator.world.Faults;
import io.homelab.workflows.backup.BackupActivities;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.VerifyBackups;
import io.homelab.workflows.backup.VerifyBackupsImpl;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.backup.cluster.ClusterBackupActivities;
import io.homelab.workflows.backup.cluster.ClusterScope;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceTask;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceWork;
import io.homelab.workflows.backup.cluster.NamespaceRequest;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WireFormat;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drills in which Velero hangs, namespaces do not end, or somebody cancels the run. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class NamespaceFaultsTest {
    private static final String HELD = "Some content in the namespace has finalizers remaining: example.com/hold";
    private static final String LOGS = "kubectl -n velero logs deployment/velero";

    @TempDir
    static Path directory;

    private VeleroInTest velero;
    private VeleroNamespaces namespaces;

    @BeforeAll
    void install() throws IOException {
        velero = new VeleroInTest(directory, """
                schedules:
                  nightly: {within: 26h}
                drill:
                  namespaces: [shop]
                  restore: 2m
                  ready: 2m
                """);
        namespaces = velero.namespaces();
        velero.schedule("nightly", "*");
        velero.site("shop", "local", "hello\n");
        velero.backUp("nightly", "shop-1", "shop");
    }

    @AfterEach
    void mend() {
        velero.world().world().faults().clear();
    }

    @AfterAll
    void end() {
        velero.close();
    }

    @Test
    void aRestoreThatHangsIsNamedWithItsPhaseAndLeavesNothing() {
        fault("velero", "restore dev", null, "");
        var work = drill("backups/aaaaaaaa-1");
        velero.attempts.once(() -> namespaces.fence(work));

        var restored = velero.attempts.once(() -> namespaces.restore(work));

        assertThat(restored.phase()).isEqualTo("InProgress");
        assertThat(restored.findings())
                .singleElement()
                .asString()
                .startsWith("Restore homelab-drill-shop-aaaaaaaa has not ended in 6 s; it is InProgress, 0 of ");
        assertThat(restored.remedy()).contains(LOGS);
        velero.attempts.once(() -> namespaces.remove(work));
        assertThat(drills()).isEmpty();
        assertThat(velero.count(VeleroKind.RESTORE)).isZero();
    }

    @Test
    void aCopyThatDoesNotEndIsNamedWithWhatHoldsItAndGetsNoSecondBesideIt() {
        var work = drill("backups/bbbbbbbb-1");
        var copy = work.plan().target();
        velero.attempts.once(() -> namespaces.fence(work));
        fault("kubernetes", "terminate dev", copy, HELD);

        assertThat(problem(() -> namespaces.remove(work)))
                .satisfies(problem -> assertThat(problem.report().what()).contains(copy, HELD))
                .satisfies(problem ->
                        assertThat(problem.report().remedy()).contains("kubectl get namespace " + copy + " -o yaml"));

        var next = drill("backups/cccccccc-1");
        assertThat(problem(() -> namespaces.fence(next)).report().what()).contains(copy, HELD);
        assertThat(drills()).containsExactly(copy);

        velero.world().world().faults().clear();
        assertThat(velero.attempts.once(() -> namespaces.fence(next)).summary())
                .startsWith(next.plan().target());
        assertThat(drills()).containsExactly(next.plan().target());
        velero.attempts.once(() -> namespaces.remove(next));
    }

    @Test
    void aRestoreThatVeleroDoesNotLetGoOfKeepsNoCopyAndIsSaidUntilItIsGone() {
        var work = drill("backups/dddddddd-1");
        var copy = work.plan().target();
        velero.attempts.once(() -> namespaces.fence(work));
        velero.attempts.once(() -> namespaces.restore(work));
        finalizers(copy, List.of("example.com/hold"));

        assertThat(problem(() -> namespaces.remove(work)))
                .satisfies(problem -> assertThat(problem.report().what())
                        .startsWith("namespace " + copy + " is gone; gave up waiting for the end of Restore " + copy))
                .satisfies(problem -> assertThat(problem.report().remedy()).contains(LOGS));
        assertThat(drills()).isEmpty();

        var next = drill("backups/eeeeeeee-1");
        assertThat(problem(() -> namespaces.fence(next)).report().what()).contains("Restore " + copy);
        finalizers(copy, List.of());
        velero.attempts.once(() -> namespaces.fence(next));
        assertThat(velero.count(VeleroKind.RESTORE)).isZero();
        velero.attempts.once(() -> namespaces.remove(next));
    }

    /** On a real server: that of the SDK in memory loses an activity that ends while it is cancelled. */
    @Test
    void whoCancelsWhileVeleroRestoresLeavesNoCopyAndLosesNothingElse() {
        fault("velero", "restore dev", null, "");
        var before = all();
        var backups = velero.count(VeleroKind.BACKUP);
        try (var temporal = TemporalInTest.start(directory.resolve("temporal.log"))) {
            var client = WorkflowClient.newInstance(
                    temporal.stubs(),
                    WorkflowClientOptions.newBuilder()
                            .setNamespace(TemporalInTest.NAMESPACE)
                            .setDataConverter(WireFormat.plain())
                            .build());
            var workers = worker(client);
            try {
                var run = client.newWorkflowStub(
                        VerifyBackups.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HOME)
                                .setWorkflowId(WorkflowIds.backups())
                                .build());
                WorkflowClient.start(run::verify, new VerifyRequest(List.of(), false, null));
                RealServers.until("Velero restores", () -> restoring() && drills().size() == 1);

                WorkflowStub.fromTyped(run).cancel();

                assertThatThrownBy(() -> WorkflowStub.fromTyped(run).getResult(Object.class))
                        .isInstanceOf(WorkflowFailedException.class)
                        .hasCauseInstanceOf(CanceledFailure.class);
            } finally {
                workers.shutdownNow();
            }
        }
        assertThat(velero.count(VeleroKind.RESTORE)).isZero();
        assertThat(all()).isEqualTo(before);
        assertThat(velero.count(VeleroKind.BACKUP)).isEqualTo(backups);
    }

    private WorkerFactory worker(WorkflowClient client) {
        var factory = WorkerFactory.newInstance(client);
        var worker = factory.newWorker(
                TaskQueues.HOME,
                WorkerOptions.newBuilder()
                        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                        .build());
        worker.registerWorkflowImplementationTypes(VerifyBackupsImpl.class);
        worker.registerActivitiesImplementations(
                namespaces, new OneCluster(velero.set().snapshot()));
        factory.start();
        return factory;
    }

    /** Of which nothing is looked at but the drill. */
    private record OneCluster(String snapshot) implements BackupActivities, ClusterBackupActivities {
        @Override
        public BackupSpec read(VerifyRequest request) {
            return new BackupSpec(
                    "home",
                    snapshot,
                    true,
                    List.of(),
                    List.of(),
                    null,
                    new BackupSpec.VerifiedClusters(List.of(new ClusterScope("dev", false, true))),
                    null);
        }

        @Override
        public Checks velero(SetRef cluster) {
            return new Checks(List.of());
        }

        @Override
        public Checks volsync(SetRef cluster) {
            return new Checks(List.of());
        }
    }

    private boolean restoring() {
        return velero.with(client -> new Velero(client, "dev", "velero")
                .list(VeleroKind.RESTORE).stream()
                        .anyMatch(restore -> new Ending(restore).phase().equals("InProgress")));
    }

    private NamespaceWork drill(String run) {
        var task = new NamespaceTask(velero.set(), run, new NamespaceRequest(Where.DRILL, null, null, null, null));
        return new NamespaceWork(
                velero.set(),
                run,
                Objects.requireNonNull(
                        velero.attempts.once(() -> namespaces.plan(task)).plan()));
    }

    private Set<String> all() {
        return velero.with(client -> client.namespaces().list().getItems().stream()
                .map(namespace -> namespace.getMetadata().getName())
                .collect(Collectors.toSet()));
    }

    private List<String> drills() {
        return all().stream().filter(name -> name.startsWith("homelab-drill-")).toList();
    }

    private void finalizers(String restore, List<String> finalizers) {
        velero.patch(VeleroKind.RESTORE, restore, Map.of("metadata", Map.of("finalizers", finalizers)));
    }

    private Problem problem(Supplier<?> work) {
        return velero.attempts.untilOver(work::get).problem().orElseThrow();
    }

    private void fault(String system, String operation, @Nullable String target, String says) {
        velero.world()
                .world()
                .faults()
                .arm(new Faults.Fault(
                        Faults.Kind.TASK_VANISHES, system, operation, target, 0, 0, 0, says, Duration.ZERO));
    }
}
