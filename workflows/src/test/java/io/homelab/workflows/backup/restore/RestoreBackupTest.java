package io.homelab.workflows.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.attention.Decision;
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
class RestoreBackupTest {
    private static final StoredHistory STORED = new StoredHistory("restore", WorkflowIds.restore("offsite"));

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(RestoreBackupImpl.class).build();

    private final FakeRestores restores = new FakeRestores();

    @Test
    void everythingIsThereAndComparedBeforeItComesToTheTarget(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var report = report(start(env, worker, false));

        assertThat(restores.calls).containsExactly("read offsite", "plan", "restore", "compare", "publish");
        assertThat(report.compared()).isNotNull();
        assertThat(report.evidence()).isNotNull();
        assertThat(restores.recorded).containsExactly(report.with(null));
        var history = env.getWorkflowClient().fetchHistory(WorkflowIds.restore("offsite"));
        STORED.record(history);
        assertThat(history.getEvents().size()).isLessThanOrEqualTo(60);
    }

    @Test
    void aPlanWritesNothingAndLeavesNothing(TestWorkflowEnvironment env, Worker worker) {
        var report = report(start(env, worker, true));

        assertThat(restores.calls).containsExactly("read offsite", "plan", "discard");
        assertThat(report.plan().files()).isEqualTo(3);
        assertThat(report.compared()).isNull();
        assertThat(restores.recorded).isEmpty();
    }

    @Test
    void whatIsNotWholeIsPutBeforeAPersonWhoMayTakeTheRest(TestWorkflowEnvironment env, Worker worker) {
        restores.damaged = List.of("/srv/a: ciphertext verification failed");
        var run = start(env, worker, false);

        var parked = TestServers.parked(env, run, "compare");
        assertThat(parked.failure().what())
                .isEqualTo("1 of 3 files did not come back whole, such as /srv/a: ciphertext verification failed");
        assertThat(restores.calls).doesNotContain("publish");
        run.retry(new Decision(parked.id(), parked.revision(), "me", "the rest will do", false));

        assertThat(report(run).compared()).satisfies(c -> assertThat(c).isNotNull());
        assertThat(restores.calls).contains("publish");
    }

    @Test
    void whoeverAbortsHasNothingLeft(TestWorkflowEnvironment env, Worker worker) {
        restores.damaged = List.of("/srv/a: ciphertext verification failed");
        var run = start(env, worker, false);
        var parked = TestServers.parked(env, run, "compare");

        run.abort(new Decision(parked.id(), parked.revision(), "me", "an older one", false));

        assertThatThrownBy(() -> report(run)).isInstanceOf(WorkflowFailedException.class);
        assertThat(restores.calls).endsWith("discard").doesNotContain("publish");
    }

    @Test
    void whoeverCancelsHasNothingLeft(TestWorkflowEnvironment env, Worker worker) {
        restores.failures.put(
                "publish",
                Failures.toApplicationFailure(
                        new FailureReport(FailureClass.CONFIG, "something is in the way", "there", "look")));
        var run = start(env, worker, false);
        TestServers.parked(env, run, "publish");

        WorkflowStub.fromTyped(run).cancel();

        assertThatThrownBy(() -> report(run)).isInstanceOf(WorkflowFailedException.class);
        assertThat(restores.calls).endsWith("discard");
    }

    @Test
    void theStoredHistoryReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
    }

    @Test
    void aHistoryOfAnotherOrderDoesNotReplay(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var other = STORED.withAnother("CompareRestored", "PublishRestored");

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    private RestoreBackup start(TestWorkflowEnvironment env, Worker worker, boolean planOnly) {
        worker.registerActivitiesImplementations(restores);
        env.start();
        var run = env.getWorkflowClient()
                .newWorkflowStub(
                        RestoreBackup.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.restore("offsite"))
                                .build());
        WorkflowClient.start(
                run::restore,
                new RestoreRequest("offsite", null, null, null, List.of("/srv"), "/srv/back", false, planOnly, null));
        return run;
    }

    private static RestoreReport report(RestoreBackup run) {
        return WorkflowStub.fromTyped(run).getResult(RestoreReport.class);
    }
}
