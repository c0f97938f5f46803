package io.homelab.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.backup.cluster.ClusterScope;
import io.homelab.workflows.backup.cluster.FakeNamespaces;
import io.homelab.workflows.backup.cluster.NamespaceActivities.Restored;
import io.homelab.workflows.backup.cluster.NamespaceActivities.Sight;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clusters whose backups are verified, beside sets or alone. */
@Timeout(60)
class VerifyClustersTest {
    private static final StoredHistory STORED = new StoredHistory("backups-clusters", WorkflowIds.backups());

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(VerifyBackupsImpl.class).build();

    private final FakeBackups backups = new FakeBackups();
    private final FakeNamespaces namespaces = new FakeNamespaces();

    @BeforeEach
    void oneSetAndTwoClusters() {
        backups.sets = List.of("local");
        backups.clusters = List.of(new ClusterScope("prod", true, true), new ClusterScope("dev", false, false));
    }

    @Test
    void clustersAreLookedAtAndANamespaceIsRestoredLast(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var report = report(start(env, worker));

        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(backups.calls)
                .startsWith("snapshots of local", "velero of prod", "volsync of prod", "velero of dev");
        assertThat(namespaces.calls)
                .containsExactly("plan", "fence", "restore", "settle", "probe", "compare", "note", "remove");
        assertThat(report.checks())
                .filteredOn(check -> check.check().startsWith("restore of namespace"))
                .extracting(BackupCheck::set, BackupCheck::check, BackupCheck::seen)
                .containsExactly(tuple(
                        "prod",
                        "restore of namespace photos",
                        "backup nightly-1, 5h old, came back in 0s: 3 pods are ready, 1 probe was answered, 12 objects are"
                                + " as the backup has them"));
        assertThat(backups.told).singleElement().satisfies(news -> assertThat(news.proofs())
                .extracting(proof -> proof.set())
                .containsExactly("local", "prod", "dev"));
        STORED.record(env.getWorkflowClient().fetchHistory(WorkflowIds.backups()));
    }

    @Test
    void whatDidNotComeBackIsNotWaitedForAndIsRemoved(TestWorkflowEnvironment env, Worker worker) {
        namespaces.restored = new Restored("PartiallyFailed", 3, List.of("2 errors of Velero"), Duration.ofMinutes(1));

        var report = report(start(env, worker));

        assertThat(report.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(namespaces.calls).containsExactly("plan", "fence", "restore", "compare", "note", "remove");
        assertThat(namespaces.noted).singleElement().satisfies(drilled -> assertThat(drilled.findings())
                .isEqualTo(1));
        assertThat(finding(report).seen())
                .isEqualTo("backup nightly-1, 5h old, did not come back whole: 2 errors of Velero");
    }

    @Test
    void aRestoreThatDoesNotEndIsAFindingWithItsOwnRemedy(TestWorkflowEnvironment env, Worker worker) {
        namespaces.restored = new Restored(
                "InProgress",
                3,
                List.of("Restore copy has not ended in 3600 s; it is InProgress, 3 of 14 items"),
                Duration.ofHours(1),
                "kubectl logs");

        var report = report(start(env, worker));

        assertThat(finding(report))
                .extracting(BackupCheck::verdict, BackupCheck::seen, BackupCheck::remedy)
                .containsExactly(
                        CheckVerdict.FAIL,
                        "backup nightly-1, 5h old, did not come back whole: Restore copy has not ended in 3600 s; it is"
                                + " InProgress, 3 of 14 items",
                        "kubectl logs");
        assertThat(namespaces.calls).endsWith("note", "remove");
    }

    @Test
    void whatCannotBeComparedIsUnknown(TestWorkflowEnvironment env, Worker worker) {
        namespaces.compared = new Sight("", List.of(), "Velero has not signed it");

        assertThat(finding(report(start(env, worker))))
                .extracting(BackupCheck::verdict, BackupCheck::details)
                .containsExactly(CheckVerdict.UNKNOWN, List.of("Velero has not signed it"));
    }

    @Test
    void aCopyThatStaysIsAFinding(TestWorkflowEnvironment env, Worker worker) {
        namespaces.failures.put("remove", failure("it is Terminating"));

        var report = report(start(env, worker));

        assertThat(finding(report))
                .extracting(BackupCheck::verdict, BackupCheck::check, BackupCheck::seen)
                .containsExactly(
                        CheckVerdict.FAIL,
                        "leftovers of photos",
                        "not all that the drill made is gone: it is Terminating");
    }

    @Test
    void aDrillThatBreaksOffIsUnknownAndLeavesNothing(TestWorkflowEnvironment env, Worker worker) {
        namespaces.failures.put("settle", failure("the cluster is gone"));

        var report = report(start(env, worker));

        assertThat(finding(report).verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(namespaces.calls).endsWith("settle", "remove");
    }

    @Test
    void withoutNamespacesNothingIsRestored(TestWorkflowEnvironment env, Worker worker) {
        namespaces.nothing = true;

        assertThat(report(start(env, worker)).verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(namespaces.calls).containsExactly("plan");
    }

    @Test
    void theStoredHistoryReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
        var other = STORED.withAnother("FenceNamespace", "RestoreNamespace");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    private static BackupCheck finding(BackupReport report) {
        return report.checks().stream()
                .filter(check -> check.verdict() != CheckVerdict.PASS)
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
    }

    private VerifyBackups start(TestWorkflowEnvironment env, Worker worker) {
        worker.registerActivitiesImplementations(backups, namespaces);
        env.start();
        var run = env.getWorkflowClient()
                .newWorkflowStub(
                        VerifyBackups.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.backups())
                                .build());
        WorkflowClient.start(run::verify, new VerifyRequest(List.of(), false, null));
        return run;
    }

    private static BackupReport report(VerifyBackups run) {
        return WorkflowStub.fromTyped(run).getResult(BackupReport.class);
    }

    private static RuntimeException failure(String what) {
        return Failures.toApplicationFailure(new FailureReport(FailureClass.CONFIG, what, "there", "look"));
    }
}
