package io.homelab.workflows.backup.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.backup.BackupActivities;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.evidence.EvidenceRef;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class RunBackupTest {
    private static final StoredHistory STORED = new StoredHistory("backup-run", WorkflowIds.backup("offsite"));

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(RunBackupImpl.class).build();

    private final FakeMachine machine = new FakeMachine();

    @Test
    void everySourceIsBackedUpInItsOrder(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var report = run(env, worker);

        assertThat(machine.calls).containsExactly("plan offsite", "host nas, /a", "host nas, /b");
        assertThat(report.whole()).isTrue();
        assertThat(report.backups()).hasSize(2);
        assertThat(machine.recorded).containsExactly(report.with(null));
        STORED.record(env.getWorkflowClient().fetchHistory(WorkflowIds.backup("offsite")));
    }

    @Test
    void whatCouldNotBeReadIsToldAndHoldsUpNothing(TestWorkflowEnvironment env, Worker worker) {
        machine.missing = List.of("error: open /a/x: permission denied");

        var report = run(env, worker);

        assertThat(report.whole()).isFalse();
        assertThat(report.backups()).hasSize(2);
    }

    @Test
    void theStoredHistoryReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
    }

    @Test
    void aHistoryOfAnotherOrderDoesNotReplay(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var other = STORED.withAnother("PlanBackup", "TakeBackup");

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    private BackupRunReport run(TestWorkflowEnvironment env, Worker worker) {
        worker.registerActivitiesImplementations(machine);
        env.start();
        var run = env.getWorkflowClient()
                .newWorkflowStub(
                        RunBackup.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.backup("offsite"))
                                .build());
        WorkflowClient.start(run::run, new BackupRunRequest("offsite", null));
        return WorkflowStub.fromTyped(run).getResult(BackupRunReport.class);
    }

    /** A machine with two things to back up. */
    public static final class FakeMachine implements BackupActivities, BackupRunActivities {
        final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        final List<BackupRunReport> recorded = Collections.synchronizedList(new ArrayList<>());
        List<String> missing = List.of();

        @Override
        public BackupSpec read(VerifyRequest request) {
            return new BackupSpec("home", "s1", true, request.only(), List.of(), null);
        }

        @Override
        public Sources plan(SetRef set) {
            calls.add("plan " + set.name());
            return new Sources(List.of("host nas, /a", "host nas, /b"));
        }

        @Override
        public TakenBackup take(BackupTask task) {
            calls.add(task.source());
            return new TakenBackup(task.source(), "ab12cd34", Instant.parse("2026-11-25T03:00:00Z"), missing);
        }

        @Override
        public EvidenceRef record(BackupRunReport report) {
            recorded.add(report);
            return new EvidenceRef("evidence/000001-backup-offsite.json", "dd");
        }
    }
}
