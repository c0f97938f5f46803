package io.homelab.workflows.backup.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.backup.BackupActivities;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.BackupSpec.VerifiedClusters;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.backup.cluster.NamespaceActivities.Sight;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.backup.cluster.RestoreNamespace.NamespaceOrder;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.replay.StoredHistory;
import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class RestoreNamespaceTest {
    private static final StoredHistory STORED = new StoredHistory("restore-namespace", WorkflowIds.restore("prod"));

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(RestoreNamespaceImpl.class).build();

    private final FakeNamespaces namespaces = new FakeNamespaces();

    @Test
    void aNamespaceComesBackBesideWhatLives(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var report = report(start(env, worker, Where.BESIDE, false));

        assertThat(namespaces.calls).containsExactly("plan", "fence", "restore", "settle", "compare", "tidy");
        assertThat(report.seen()).containsExactly("3 pods are ready", "12 objects are as the backup has them");
        assertThat(report.evidence()).isNotNull();
        assertThat(namespaces.recorded).containsExactly(report.with(null));
        var history = env.getWorkflowClient().fetchHistory(WorkflowIds.restore("prod"));
        STORED.record(history);
        assertThat(history.getEvents().size()).isLessThanOrEqualTo(80);
    }

    @Test
    void whatGoesBackInPlaceMakesNoNamespace(TestWorkflowEnvironment env, Worker worker) {
        report(start(env, worker, Where.IN_PLACE, false));

        assertThat(namespaces.calls).containsExactly("plan", "restore", "settle", "compare", "tidy");
    }

    @Test
    void aPlanWritesNothing(TestWorkflowEnvironment env, Worker worker) {
        var report = report(start(env, worker, Where.BESIDE, true));

        assertThat(report.planned()).isTrue();
        assertThat(namespaces.calls).containsExactly("plan");
        assertThat(namespaces.recorded).isEmpty();
    }

    @Test
    void whatIsNotWholeIsPutBeforeAPersonWhoMayKeepIt(TestWorkflowEnvironment env, Worker worker) {
        namespaces.compared =
                new Sight("11 objects are as the backup has them", List.of("Secret key did not come back"), null);
        var run = start(env, worker, Where.BESIDE, false);

        var parked = TestServers.parked(env, run, "compare");
        assertThat(parked.failure().what()).isEqualTo("photos did not come back whole: Secret key did not come back");
        run.retry(new Decision(parked.id(), parked.revision(), "me", "the rest will do", false));

        assertThat(report(run).findings()).containsExactly("Secret key did not come back");
        assertThat(namespaces.calls).endsWith("tidy").doesNotContain("remove");
    }

    @Test
    void whoeverAbortsHasNothingLeft(TestWorkflowEnvironment env, Worker worker) {
        namespaces.failures.put("compare", failure());
        var run = start(env, worker, Where.BESIDE, false);
        var parked = TestServers.parked(env, run, "compare");

        run.abort(new Decision(parked.id(), parked.revision(), "me", "an older one", false));

        assertThatThrownBy(() -> report(run)).isInstanceOf(WorkflowFailedException.class);
        assertThat(namespaces.calls).endsWith("remove");
    }

    @Test
    void whatLivesIsNeverRemoved(TestWorkflowEnvironment env, Worker worker) {
        namespaces.failures.put("compare", failure());
        var run = start(env, worker, Where.IN_PLACE, false);
        TestServers.parked(env, run, "compare");

        WorkflowStub.fromTyped(run).cancel();

        assertThatThrownBy(() -> report(run)).isInstanceOf(WorkflowFailedException.class);
        assertThat(namespaces.calls).endsWith("tidy").doesNotContain("remove");
    }

    @Test
    void theStoredHistoryReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
        var other = STORED.withAnother("CompareNamespace", "TidyNamespace");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    private static final class OneCluster implements BackupActivities {
        @Override
        public BackupSpec read(VerifyRequest request) {
            assertThat(request.only()).containsExactly("prod");
            return new BackupSpec(
                    "home",
                    "s1",
                    true,
                    List.of(),
                    List.of(),
                    null,
                    new VerifiedClusters(List.of(new ClusterScope("prod", false, true))),
                    null);
        }
    }

    private static RuntimeException failure() {
        return Failures.toApplicationFailure(
                new FailureReport(FailureClass.CONFIG, "the storage answers 403", "there", "look"));
    }

    private RestoreNamespace start(TestWorkflowEnvironment env, Worker worker, Where where, boolean planOnly) {
        worker.registerActivitiesImplementations(namespaces, new OneCluster());
        env.start();
        var run = env.getWorkflowClient()
                .newWorkflowStub(
                        RestoreNamespace.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.restore("prod"))
                                .build());
        WorkflowClient.start(
                run::restore,
                new NamespaceOrder(
                        "prod",
                        new NamespaceRequest(where, "photos", null, null, where == Where.BESIDE ? "copy" : null),
                        planOnly,
                        null));
        return run;
    }

    private static NamespaceReport report(RestoreNamespace run) {
        return WorkflowStub.fromTyped(run).getResult(NamespaceReport.class);
    }
}
