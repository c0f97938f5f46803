package io.homelab.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.progress.StepView;
import io.homelab.workflows.replay.StoredHistory;
import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class VerifyDeepTest {
    private static final StoredHistory STORED = new StoredHistory("backups-deep", WorkflowIds.backups());

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(VerifyBackupsImpl.class).build();

    private final FakeBackups backups = new FakeBackups();

    @BeforeEach
    void oneOfTwoSetsAsksForIt() {
        backups.deep = List.of("offsite");
    }

    @Test
    void aSetThatAsksForItIsCheckedDeepOnceItsPacksWereRead(TestWorkflowEnvironment env, Worker worker) {
        var run = Verifications.start(env, worker, backups);

        var report = run.verify(Verifications.request());

        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(backups.calls)
                .containsSubsequence("packs of offsite", "packs of local", "deep of offsite", "restore of offsite")
                .doesNotContain("deep of local");
        assertThat(backups.recorded).singleElement().satisfies(signed -> assertThat(signed.checks())
                .extracting(BackupCheck::set, BackupCheck::check)
                .contains(tuple("offsite", "deep")));
        assertThat(run.progress().steps())
                .extracting(StepView::id)
                .containsSubsequence("offsite/packs", "offsite/deep", "offsite/restore")
                .doesNotContain("local/deep");
    }

    @Test
    void whatResticFindsIsToldAndWhatItCouldNotReadIsUnknown(TestWorkflowEnvironment env, Worker worker) {
        backups.deep = List.of("offsite", "local");
        backups.findings.put(
                "deep of offsite",
                BackupCheck.fail("offsite", "deep", "part 7 of 52: 1 error: pack ab", List.of(), "repair it"));
        backups.failures.put(
                "deep of local",
                Failures.toApplicationFailure(new FailureReport(
                        FailureClass.AUTH, "the password does not open the repository", "there", "look")));

        var report = Verifications.start(env, worker, backups).verify(Verifications.request());

        assertThat(report.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(backups.calls).contains("restore of offsite", "restore of local");
        assertThat(backups.notices).singleElement().satisfies(notice -> assertThat(notice.text())
                .isEqualTo("FAIL offsite, deep: part 7 of 52: 1 error: pack ab — repair it\n"
                        + "UNKNOWN local, deep: the password does not open the repository (there) — look"));
    }

    @Test
    void aHistoryWithADeepCheckReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        Verifications.start(env, worker, backups).verify(Verifications.request());
        STORED.record(env.getWorkflowClient().fetchHistory(WorkflowIds.backups()));

        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
        var other = STORED.withAnother("CheckDeep", "CheckMetadata");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }
}
