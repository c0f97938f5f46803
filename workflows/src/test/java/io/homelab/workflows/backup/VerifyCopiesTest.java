package io.homelab.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.backup.copies.CopyRules;
import io.homelab.workflows.backup.copies.CopyRules.CopyRule;
import io.homelab.workflows.backup.copies.CopyRules.PlacedCopy;
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
class VerifyCopiesTest {
    private static final StoredHistory STORED = new StoredHistory("backups-copies", WorkflowIds.backups());
    private static final String SOURCE = "host nas";

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(VerifyBackupsImpl.class).build();

    private final FakeBackups backups = new FakeBackups();

    @BeforeEach
    void photosThatAreKeptInThreePlaces() {
        backups.copies = new CopyRules(List.of(new CopyRule(
                "photos",
                3,
                2,
                1,
                List.of(
                        new PlacedCopy(null, null, "home", "ssd"),
                        new PlacedCopy("local", SOURCE, "home", "hdd"),
                        new PlacedCopy("offsite", SOURCE, "gra", "object-storage")))));
        for (var set : backups.sets) {
            backups.findings.put(
                    "snapshots of " + set,
                    BackupCheck.pass(set, CheckNames.snapshots(SOURCE), "the youngest is 4h old"));
        }
    }

    @Test
    void whetherThereAreCopiesEnoughIsTheLastCheckOfTheSignedReport(TestWorkflowEnvironment env, Worker worker) {
        var run = Verifications.start(env, worker, backups);

        var report = run.verify(Verifications.request());

        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(report.checks().getLast())
                .extracting(BackupCheck::set, BackupCheck::check, BackupCheck::verdict, BackupCheck::seen)
                .containsExactly(
                        "photos",
                        "3-2-1",
                        CheckVerdict.PASS,
                        "3 copies on 3 media, 1 off-site: live (home, ssd), local (home, hdd),"
                                + " offsite (gra, object-storage)");
        assertThat(backups.recorded).singleElement().isEqualTo(report.with(null));
        assertThat(run.progress().steps())
                .filteredOn(step -> step.id().equals("photos/copies"))
                .extracting(StepView::detail)
                .singleElement()
                .asString()
                .startsWith("PASS: 3 copies");
        assertThat(backups.told).singleElement().satisfies(news -> assertThat(news.proofs())
                .extracting(ProofNews.SetProof::set)
                .containsExactly("offsite", "local"));
        assertThat(backups.heartbeats).hasValue(1);
    }

    @Test
    void aDamagedCopyIsToldOnceForItsSetAndOnceForWhatIsLeft(TestWorkflowEnvironment env, Worker worker) {
        backups.findings.put(
                "packs of offsite", BackupCheck.fail("offsite", "packs", "1 pack is damaged", List.of(), "repair"));

        var report = Verifications.start(env, worker, backups).verify(Verifications.request());

        assertThat(report.checks())
                .filteredOn(check -> check.verdict() != CheckVerdict.PASS)
                .extracting(BackupCheck::set, BackupCheck::check, BackupCheck::verdict)
                .containsExactly(
                        tuple("offsite", "packs", CheckVerdict.FAIL), tuple("photos", "3-2-1", CheckVerdict.FAIL));
        assertThat(backups.notices).singleElement().satisfies(notice -> assertThat(notice.text())
                .contains("FAIL photos, 3-2-1: 2 copies on 2 media, 0 off-site")
                .contains("not counted: offsite (gra, object-storage) for packs"));
        assertThat(backups.told).singleElement().satisfies(news -> assertThat(news.proofs())
                .extracting(ProofNews.SetProof::set)
                .as("whose own checks passed is proved, however few copies there are")
                .containsExactly("local"));
        assertThat(backups.heartbeats).hasValue(0);
    }

    @Test
    void aSetThatCannotBeLookedAtLeavesOpenWhetherThereAreEnough(TestWorkflowEnvironment env, Worker worker) {
        backups.failures.put(
                "snapshots of offsite",
                Failures.toApplicationFailure(new FailureReport(FailureClass.AUTH, "wrong password", "there", "look")));

        var report = Verifications.start(env, worker, backups).verify(Verifications.request());

        assertThat(report.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(report.checks().getLast().verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(report.checks().getLast().details()).contains("offsite, snapshots: wrong password (there)");
    }

    @Test
    void aHistoryWithCopiesReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        Verifications.start(env, worker, backups).verify(Verifications.request());
        STORED.record(env.getWorkflowClient().fetchHistory(WorkflowIds.backups()));

        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
        var other = STORED.withAnother("RecordBackups", "TellProofs");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }
}
