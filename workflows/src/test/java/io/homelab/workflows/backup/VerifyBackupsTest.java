package io.homelab.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.backup.proof.ProofNews;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.progress.StepView;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class VerifyBackupsTest {
    private static final StoredHistory STORED = new StoredHistory("backups", WorkflowIds.backups());
    /** Of the first code that looked into snapshots and at buckets. */
    private static final StoredHistory INSIDE = new StoredHistory("backups-inside", WorkflowIds.backups());

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(VerifyBackupsImpl.class).build();

    private final FakeBackups backups = new FakeBackups();

    @Test
    void looksAtEverySetTheCheapestCheckFirst(TestWorkflowEnvironment env, Worker worker) {
        var run = start(env, worker, false);

        var report = report(run);

        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(backups.calls)
                .containsExactly(
                        "snapshots of offsite",
                        "snapshots of local",
                        "locks of offsite",
                        "locks of local",
                        "bucket of offsite",
                        "content of offsite",
                        "content of local",
                        "metadata of offsite",
                        "metadata of local",
                        "plan of offsite",
                        "packs of offsite",
                        "plan of local",
                        "packs of local",
                        "restore of offsite",
                        "restore of local");
        assertThat(report.checks())
                .extracting(BackupCheck::set, BackupCheck::check)
                .hasSize(13);
        assertThat(report.evidence()).isNotNull();
        assertThat(backups.recorded).singleElement().isEqualTo(report.with(null));
        assertThat(backups.notices).as("nobody wants to be told each night").isEmpty();
        assertThat(run.progress().steps())
                .filteredOn(step -> step.id().equals("offsite/packs"))
                .extracting(StepView::detail)
                .containsExactly("PASS: fine");
    }

    @Test
    void whatCannotBeLookedAtIsUnknownAndKeepsNothingElseFromBeingLookedAt(TestWorkflowEnvironment env, Worker worker) {
        backups.failures.put("snapshots of offsite", failure(FailureClass.AUTH, "wrong password"));
        backups.failures.put("plan of local", failure(FailureClass.CONFIG, "no repository"));

        var report = report(start(env, worker, false));

        assertThat(report.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(report.checks())
                .hasSize(13)
                .filteredOn(check -> check.verdict() != CheckVerdict.PASS)
                .extracting(BackupCheck::set, BackupCheck::verdict, BackupCheck::seen, BackupCheck::remedy)
                .containsExactly(
                        tuple("offsite", CheckVerdict.UNKNOWN, "wrong password (there)", "look"),
                        tuple("local", CheckVerdict.UNKNOWN, "no repository (there)", "look"));
        assertThat(backups.calls).doesNotContain("packs of local");
        assertThat(backups.notices).singleElement().satisfies(notice -> {
            assertThat(notice.title()).isEqualTo("backups: not all could be looked at (rehearsed)");
            assertThat(notice.text())
                    .isEqualTo("UNKNOWN offsite, snapshots: wrong password (there) — look\n"
                            + "UNKNOWN local, packs: no repository (there) — look");
        });
    }

    @Test
    void aServerThatDoesNotComeBackIsUnknownWithItsNameAndPeopleAreTold(TestWorkflowEnvironment env, Worker worker) {
        var away = new FailureReport(
                FailureClass.TRANSIENT,
                "the S3 server does not answer",
                "s3 http://nas:9000/backups",
                "see that it runs");
        backups.failures.put(
                "packs of offsite", Failures.toApplicationFailure(away, false, Optional.of(Duration.ofHours(1))));

        var report = report(start(env, worker, false));

        assertThat(report.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
        assertThat(backups.calls.stream().filter("packs of offsite"::equals).count())
                .as("it was waited for")
                .isGreaterThan(10);
        assertThat(backups.notices).singleElement().satisfies(notice -> assertThat(notice.text())
                .isEqualTo("UNKNOWN offsite, packs: the S3 server does not answer (s3 http://nas:9000/backups)"
                        + " — see that it runs"));
    }

    @Test
    void oneFindingIsTheVerdictOfAll(TestWorkflowEnvironment env, Worker worker) {
        backups.findings.put(
                "packs of offsite",
                BackupCheck.fail("offsite", "packs", "1 packs are damaged", List.of("data/ab/ab"), "repair"));
        backups.failures.put("snapshots of local", failure(FailureClass.AUTH, "wrong password"));

        var run = start(env, worker, true);
        var report = report(run);

        assertThat(report.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(report.full()).isTrue();
        assertThat(backups.calls).contains("plan all of offsite");
        assertThat(backups.notices).singleElement().satisfies(notice -> {
            assertThat(notice.urgent()).isTrue();
            assertThat(notice.title()).startsWith("backups: something is wrong");
        });
    }

    @Test
    void whatABucketDoesIsToldLikeEverythingElse(TestWorkflowEnvironment env, Worker worker) {
        backups.findings.put(
                "bucket of offsite",
                BackupCheck.fail("offsite", "bucket", "a rule removes it", List.of("rule tidy"), "remove the rule"));
        backups.failures.put("content of local", failure(FailureClass.CONFIG, "no repository"));

        var run = start(env, worker, false);
        var report = report(run);

        assertThat(report.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(backups.calls).contains("packs of offsite", "packs of local");
        assertThat(backups.notices).singleElement().satisfies(notice -> assertThat(notice.text())
                .isEqualTo("FAIL offsite, bucket: a rule removes it — remove the rule\n"
                        + "UNKNOWN local, content: no repository (there) — look"));
        assertThat(run.progress().steps())
                .extracting(StepView::id)
                .contains("offsite/bucket", "offsite/content", "local/content")
                .doesNotContain("local/bucket");
    }

    @Test
    void whatPassedIsToldToTheWatchAndAMonitorElsewhere(TestWorkflowEnvironment env, Worker worker) {
        var report = report(start(env, worker, false));

        assertThat(report.heartbeat()).isEqualTo("the monitor answers 200");
        assertThat(backups.recorded).singleElement().isEqualTo(report.with(null));
        assertThat(backups.told).singleElement().satisfies(news -> assertThat(news.proofs())
                .extracting(ProofNews.SetProof::set, ProofNews.SetProof::run)
                .containsExactly(tuple("offsite", report.run()), tuple("local", report.run())));
    }

    @Test
    void whatFailedIsNoProofAndNoHeartbeat(TestWorkflowEnvironment env, Worker worker) {
        backups.findings.put("packs of offsite", BackupCheck.fail("offsite", "packs", "damaged", List.of(), "repair"));

        var report = report(start(env, worker, false));

        assertThat(report.heartbeat()).isNull();
        assertThat(backups.heartbeats).hasValue(0);
        assertThat(backups.told).singleElement().satisfies(news -> assertThat(news.proofs())
                .extracting(ProofNews.SetProof::set)
                .containsExactly("local"));
    }

    @Test
    void whoCannotBeToldOfAProofFailsNothing(TestWorkflowEnvironment env, Worker worker) {
        backups.failures.put("heartbeat", failure(FailureClass.CONFIG, "the monitor answers 404"));
        backups.failures.put("tell proofs", failure(FailureClass.BUG, "no watch"));

        var report = report(start(env, worker, false));

        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(report.heartbeat())
                .isEqualTo("the monitor could not be told: the monitor answers 404 (there) — look");
    }

    @Test
    void itsNumbersAreLeftForPrometheusWhateverTheyAre(TestWorkflowEnvironment env, Worker worker) {
        backups.findings.put("packs of offsite", BackupCheck.fail("offsite", "packs", "damaged", List.of(), "repair"));

        var report = report(start(env, worker, false));

        assertThat(report.metrics()).isEqualTo("numbers are written");
        assertThat(backups.measured).singleElement().satisfies(measured -> assertThat(measured.checks())
                .isEqualTo(report.checks()));
    }

    @Test
    void numbersThatCannotBeWrittenFailNothing(TestWorkflowEnvironment env, Worker worker) {
        backups.failures.put("metrics", failure(FailureClass.CONFIG, "the directory is not there"));

        var report = report(start(env, worker, false));

        assertThat(report.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(report.metrics())
                .isEqualTo(
                        "the numbers for Prometheus could not be written: the directory is not there (there) — look");
    }

    @Test
    void aMonitorThatWouldHearOfSomeSetsOnlyHearsNothing(TestWorkflowEnvironment env, Worker worker) {
        backups.sets = List.of("local");
        worker.registerActivitiesImplementations(backups);
        env.start();
        var run = env.getWorkflowClient().newWorkflowStub(VerifyBackups.class, options(worker));

        assertThat(run.verify(new VerifyRequest(List.of("local"), false, null)).verdict())
                .isEqualTo(CheckVerdict.PASS);
        assertThat(backups.heartbeats).hasValue(0);
        assertThat(backups.told).hasSize(1);
    }

    @Test
    void aLabWithoutBackupsIsPutBeforeAPerson(TestWorkflowEnvironment env, Worker worker) {
        backups.failures.put("read", failure(FailureClass.CONFIG, "the lab file has no backups"));
        var run = start(env, worker, false);

        var parked = TestServers.parked(env, run, "lab");

        assertThat(parked.failure().what()).isEqualTo("the lab file has no backups");
        assertThat(backups.calls).isEmpty();
    }

    @Test
    void aVerificationStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        report(start(env, worker, false));

        var history = env.getWorkflowClient().fetchHistory(WorkflowIds.backups());
        INSIDE.record(history);
        assertThat(history.getEvents().size()).isLessThanOrEqualTo(160);
    }

    @Test
    void theStoredHistoryReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
    }

    @Test
    void theStoredHistoryOfLooksInsideReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(INSIDE.read(), worker);
        var other = INSIDE.withAnother("CheckBucket", "CheckContent");
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aHistoryOfAnotherOrderDoesNotReplay(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var other = STORED.withAnother("PlanPackAudit", "AuditPacks");

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    private VerifyBackups start(TestWorkflowEnvironment env, Worker worker, boolean full) {
        worker.registerActivitiesImplementations(backups);
        env.start();
        var run = env.getWorkflowClient().newWorkflowStub(VerifyBackups.class, options(worker));
        WorkflowClient.start(run::verify, new VerifyRequest(List.of(), full, null));
        return run;
    }

    private static WorkflowOptions options(Worker worker) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(worker.getTaskQueue())
                .setWorkflowId(WorkflowIds.backups())
                .build();
    }

    private static BackupReport report(VerifyBackups run) {
        return WorkflowStub.fromTyped(run).getResult(BackupReport.class);
    }

    private static RuntimeException failure(FailureClass kind, String what) {
        return Failures.toApplicationFailure(new FailureReport(kind, what, "there", "look"));
    }
}
