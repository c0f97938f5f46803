package io.homelab.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PlanVerificationTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(PlanVerificationImpl.class).build();

    private final FakeBackups backups = new FakeBackups();

    @Test
    void saysWhatEachSetWouldCostAndReadsAndSignsNothing(TestWorkflowEnvironment env, Worker worker) {
        var report = plan(env, worker, true);

        assertThat(backups.calls).containsExactly("estimate all of local", "estimate all of offsite");
        assertThat(backups.recorded).isEmpty();
        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(report.full()).isTrue();
        assertThat(report.checks())
                .extracting(BackupCheck::set, BackupCheck::seen)
                .containsExactly(
                        tuple("local", "2 of 40 packs, 3.0 MiB of 60.0 MiB, for 0.27 USD"),
                        tuple("offsite", "2 of 40 packs, 3.0 MiB of 60.0 MiB, for 0.27 USD"));
    }

    @Test
    void aSetThatCannotBeListedKeepsNoOtherFromBeingTold(TestWorkflowEnvironment env, Worker worker) {
        backups.failures.put(
                "estimate of local",
                Failures.toApplicationFailure(
                        new FailureReport(FailureClass.AUTH, "the keys may not list", "there", "let them")));

        var report = plan(env, worker, false);

        assertThat(report.checks())
                .extracting(BackupCheck::set, BackupCheck::verdict)
                .containsExactly(tuple("local", CheckVerdict.UNKNOWN), tuple("offsite", CheckVerdict.PASS));
        assertThat(report.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
    }

    private BackupReport plan(TestWorkflowEnvironment env, Worker worker, boolean full) {
        backups.sets = List.of("local", "offsite");
        worker.registerActivitiesImplementations(backups);
        env.start();
        return env.getWorkflowClient()
                .newWorkflowStub(
                        PlanVerification.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.backupsPlan())
                                .build())
                .plan(new VerifyRequest(List.of(), full, null));
    }
}
