package io.homelab.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.backup.LockActivities.DeadLock;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class UnlockBackupsTest {
    private static final Instant SINCE = Instant.parse("2026-11-25T03:00:00Z");

    @RegisterExtension
    static final TestWorkflowExtension temporal = TestServers.extension(
                    UnlockBackupsImpl.class, VerifyBackupsImpl.class)
            .build();

    private final FakeBackups backups = new FakeBackups();

    @Test
    void everyRemovalIsAnEntryOfTheEvidence(TestWorkflowEnvironment env, Worker worker) {
        backups.sets = List.of("offsite");
        dead("a1", "a2");

        var report = unlock(env, worker, false);

        assertThat(backups.calls)
                .containsExactly(
                        "dead locks of offsite", "remove a1 of offsite", "remove a2 of offsite", "locks of offsite");
        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(backups.recorded).singleElement().isEqualTo(report.with(null));
        assertThat(report.checks())
                .filteredOn(check -> check.check().equals("lock removed"))
                .hasSize(2)
                .first()
                .satisfies(check -> {
                    assertThat(check.seen()).isEqualTo("process 1 of me@here: removed, and seen to be gone");
                    assertThat(check.details())
                            .containsExactly("locks/a1", "last heard of at " + SINCE, "there is no process 1");
                });
    }

    @Test
    void aDryRunRemovesAndSignsNothing(TestWorkflowEnvironment env, Worker worker) {
        backups.sets = List.of("offsite");
        dead("a1");
        backups.findings.put(
                "locks of offsite", BackupCheck.fail("offsite", "locks", "a lock is left over", List.of(), "unlock"));

        var report = unlock(env, worker, true);

        assertThat(backups.calls).containsExactly("dead locks of offsite", "locks of offsite");
        assertThat(backups.recorded).isEmpty();
        assertThat(report.evidence()).isNull();
        assertThat(report.checks())
                .extracting(BackupCheck::check, BackupCheck::verdict)
                .containsExactly(tuple("lock to remove", CheckVerdict.PASS), tuple("locks", CheckVerdict.FAIL));
    }

    @Test
    void whatWentBeforeARemovalThatFailedIsStillTold(TestWorkflowEnvironment env, Worker worker) {
        backups.sets = List.of("offsite");
        dead("a1", "a2");
        backups.failures.put(
                "remove a2 of offsite",
                Failures.toApplicationFailure(
                        new FailureReport(FailureClass.AUTH, "the keys may not delete", "there", "let them")));

        var report = unlock(env, worker, false);

        assertThat(report.checks())
                .extracting(BackupCheck::check, BackupCheck::verdict)
                .containsExactly(
                        tuple("lock removed", CheckVerdict.PASS),
                        tuple("lock removed", CheckVerdict.UNKNOWN),
                        tuple("locks", CheckVerdict.PASS));
        assertThat(backups.recorded).hasSize(1);
    }

    @Test
    void aVerificationHealsTheSetsThatWantItBeforeItLooks(TestWorkflowEnvironment env, Worker worker) {
        backups.heal = List.of("offsite");
        dead("a1");
        worker.registerActivitiesImplementations(backups);
        env.start();

        var report = env.getWorkflowClient()
                .newWorkflowStub(VerifyBackups.class, options(worker, WorkflowIds.backups()))
                .verify(new VerifyRequest(List.of(), false, null));

        assertThat(backups.calls)
                .containsSubsequence("dead locks of offsite", "remove a1 of offsite", "locks of offsite")
                .doesNotContain("dead locks of local", "remove a1 of local");
        assertThat(report.checks()).extracting(BackupCheck::check).contains("lock removed");
    }

    private void dead(String... ids) {
        for (var id : ids) {
            backups.locks.add(new DeadLock(id, "process 1 of me@here", SINCE, "there is no process 1"));
        }
    }

    private BackupReport unlock(TestWorkflowEnvironment env, Worker worker, boolean dryRun) {
        worker.registerActivitiesImplementations(backups);
        env.start();
        return env.getWorkflowClient()
                .newWorkflowStub(UnlockBackups.class, options(worker, WorkflowIds.unlocking()))
                .unlock(new UnlockRequest(List.of(), dryRun, null));
    }

    private static WorkflowOptions options(Worker worker, String id) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(worker.getTaskQueue())
                .setWorkflowId(id)
                .build();
    }
}
