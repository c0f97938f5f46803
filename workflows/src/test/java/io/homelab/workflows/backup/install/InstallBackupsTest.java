package io.homelab.workflows.backup.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupEvidenceActivities;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.cluster.ClusterBackupActivities;
import io.homelab.workflows.backup.cluster.ClusterScope;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.replay.StoredHistory;
import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class InstallBackupsTest {
    private static final StoredHistory STORED = new StoredHistory("install-backups", WorkflowIds.installing());

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(InstallBackupsImpl.class).build();

    private final FakeClusters clusters = new FakeClusters();

    @Test
    void aClusterIsBackedUpBeforeTheNextOneIsBegun(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var report = report(start(env, worker, false));

        assertThat(clusters.calls)
                .containsExactly(
                        "storage dev",
                        "keys dev",
                        "velero dev",
                        "first dev",
                        "look dev",
                        "storage prod",
                        "keys prod",
                        "velero prod",
                        "first prod",
                        "look prod",
                        "volsync prod");
        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(clusters.recorded).containsExactly(report.with(null));
        STORED.record(env.getWorkflowClient().fetchHistory(WorkflowIds.installing()));
    }

    @Test
    void aDryRunTakesNoBackupAndSignsNothing(TestWorkflowEnvironment env, Worker worker) {
        var report = report(start(env, worker, true));

        assertThat(clusters.calls)
                .containsExactly(
                        "storage dev",
                        "keys dev (dry)",
                        "look dev",
                        "storage prod",
                        "keys prod (dry)",
                        "look prod",
                        "volsync prod");
        assertThat(report.evidence()).isNull();
        assertThat(clusters.recorded).isEmpty();
    }

    @Test
    void noKeyGoesIntoAClusterThatItsBucketRefuses(TestWorkflowEnvironment env, Worker worker) {
        clusters.failures.put(
                "storage dev",
                Failures.toApplicationFailure(
                        new FailureReport(FailureClass.AUTH, "the S3 server refuses the keys", "s3", "check them")));
        var run = start(env, worker, false);

        var parked = TestServers.parked(env, run, "dev/storage");
        assertThat(clusters.calls).containsExactly("storage dev");
        clusters.failures.clear();
        run.retry(new Decision(parked.id(), parked.revision(), "me", "corrected", false));

        assertThat(report(run).verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(clusters.calls).startsWith("storage dev", "storage dev", "keys dev");
    }

    @Test
    void whatIsStillWrongIsInTheSignedReport(TestWorkflowEnvironment env, Worker worker) {
        clusters.seen =
                BackupCheck.fail("dev", "volumes of nightly", "1 of 2 claims have no data", List.of(), "move it");

        var report = report(start(env, worker, false));

        assertThat(report.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(clusters.recorded).singleElement().satisfies(kept -> assertThat(kept.checks())
                .contains(clusters.seen));
    }

    @Test
    void theStoredHistoryReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
        var other = STORED.withAnother("AwaitVelero", "TakeFirstBackups");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    private InstallBackups start(TestWorkflowEnvironment env, Worker worker, boolean dryRun) {
        worker.registerActivitiesImplementations(clusters);
        env.start();
        var run = env.getWorkflowClient()
                .newWorkflowStub(
                        InstallBackups.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.installing())
                                .build());
        WorkflowClient.start(run::install, new InstallRequest(List.of(), dryRun, null));
        return run;
    }

    private static BackupReport report(InstallBackups run) {
        return WorkflowStub.fromTyped(run).getResult(BackupReport.class);
    }

    /** Two clusters that do as they are told; one of them replicates volumes. */
    private static final class FakeClusters
            implements BackupInstallActivities, ClusterBackupActivities, BackupEvidenceActivities {
        final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        final List<BackupReport> recorded = Collections.synchronizedList(new ArrayList<>());
        final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
        volatile BackupCheck seen = BackupCheck.pass("dev", "schedule nightly", "Enabled");

        @Override
        public InstallSpec read(InstallRequest request) {
            return new InstallSpec(
                    "home",
                    "s1",
                    true,
                    List.of(new ClusterScope("dev", false, false), new ClusterScope("prod", true, false)));
        }

        @Override
        public Outcome storage(InstallWork work) {
            return done("storage " + work.cluster().name());
        }

        @Override
        public Outcome keys(InstallWork work) {
            return done("keys " + work.cluster().name() + (work.dryRun() ? " (dry)" : ""));
        }

        @Override
        public Outcome velero(InstallWork work) {
            return done("velero " + work.cluster().name());
        }

        @Override
        public Outcome firstBackups(InstallWork work) {
            return done("first " + work.cluster().name());
        }

        @Override
        public Checks velero(SetRef cluster) {
            done("look " + cluster.name());
            return new Checks(List.of(seen));
        }

        @Override
        public Checks volsync(SetRef cluster) {
            done("volsync " + cluster.name());
            return new Checks(List.of(BackupCheck.pass(cluster.name(), "replication", "Successful")));
        }

        @Override
        public EvidenceRef record(BackupReport report) {
            recorded.add(report);
            return new EvidenceRef("evidence/backups-1.json", "ab");
        }

        private Outcome done(String call) {
            calls.add(call);
            var failure = failures.get(call);
            if (failure != null) {
                throw failure;
            }
            return Outcome.changed(call, Duration.ZERO);
        }
    }
}
