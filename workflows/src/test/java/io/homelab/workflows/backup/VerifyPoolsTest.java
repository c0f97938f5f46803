package io.homelab.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.backup.pool.VerifiedPools;
import io.homelab.workflows.backup.pool.VerifiedPools.VerifiedPool;
import io.homelab.workflows.backup.proof.ProofNews;
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
class VerifyPoolsTest {
    private static final StoredHistory STORED = new StoredHistory("backups-pools", WorkflowIds.backups());

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(VerifyBackupsImpl.class).build();

    private final FakeBackups backups = new FakeBackups();

    @BeforeEach
    void aLabWithTwoPools() {
        backups.sets = List.of("local");
        backups.pools = new VerifiedPools(List.of(new VerifiedPool("rpool", false), new VerifiedPool("tank", true)));
    }

    @Test
    void poolsAreLookedAtFirstAndTheirSnapshotsWhereDatasetsAreNamed(TestWorkflowEnvironment env, Worker worker) {
        var run = Verifications.start(env, worker, backups);

        var report = run.verify(Verifications.request());

        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(backups.calls)
                .startsWith("pool of rpool", "pool of tank", "snapshots of tank", "snapshots of local")
                .doesNotContain("snapshots of rpool");
        assertThat(backups.recorded).singleElement().isEqualTo(report.with(null));
        assertThat(run.progress().steps())
                .extracting(StepView::id)
                .contains("rpool/pool", "tank/pool", "tank/snapshots")
                .doesNotContain("rpool/snapshots");
        assertThat(backups.told).singleElement().satisfies(news -> assertThat(news.proofs())
                .extracting(ProofNews.SetProof::set)
                .containsExactly("local", "rpool", "tank"));
    }

    @Test
    void whatIsWrongWithAPoolIsToldAndIsNoProofOfIt(TestWorkflowEnvironment env, Worker worker) {
        backups.findings.put(
                "pool of tank",
                BackupCheck.fail("tank", "pool", "it is DEGRADED", List.of("/dev/sdb is FAULTED"), "replace it"));
        backups.failures.put(
                "snapshots of tank",
                Failures.toApplicationFailure(
                        new FailureReport(FailureClass.AUTH, "the host refuses the key", "there", "look")));

        var report = Verifications.start(env, worker, backups).verify(Verifications.request());

        assertThat(report.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(report.checks())
                .filteredOn(check -> check.set().equals("tank"))
                .extracting(BackupCheck::check, BackupCheck::verdict, BackupCheck::seen)
                .containsExactly(
                        tuple("pool", CheckVerdict.FAIL, "it is DEGRADED"),
                        tuple("snapshots", CheckVerdict.UNKNOWN, "the host refuses the key (there)"));
        assertThat(backups.notices).singleElement().satisfies(notice -> assertThat(notice.text())
                .isEqualTo("FAIL tank, pool: it is DEGRADED — replace it\n"
                        + "UNKNOWN tank, snapshots: the host refuses the key (there) — look"));
        assertThat(backups.told).singleElement().satisfies(news -> assertThat(news.proofs())
                .extracting(ProofNews.SetProof::set)
                .containsExactly("local", "rpool"));
    }

    @Test
    void aHistoryWithPoolsReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        Verifications.start(env, worker, backups).verify(Verifications.request());
        STORED.record(env.getWorkflowClient().fetchHistory(WorkflowIds.backups()));

        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
        var other = STORED.withAnother("CheckPool", "CheckPoolSnapshots");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }
}
