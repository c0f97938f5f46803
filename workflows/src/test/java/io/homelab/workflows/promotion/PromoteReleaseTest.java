package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.acceptance.GateSamples;
import io.homelab.workflows.acceptance.RunToCheck;
import io.homelab.workflows.deployment.DeploymentReporting.State;
import io.homelab.workflows.promotion.governance.ApprovalAnswer;
import io.homelab.workflows.promotion.governance.ApprovalPolicy;
import io.homelab.workflows.topology.ClusterRef;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PromoteReleaseTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Promotions.extension();

    @Test
    void bringsWaveAfterWaveOfWhatTheSourceHasProved(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(
                List.of(FakeTarget.member(1, 0, false), FakeTarget.member(2, 3, false), FakeTarget.member(3, 3, false)),
                false);
        var run = Promotions.on(env, worker, target).start();

        var report = Promotions.report(run);

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.PROMOTED);
        assertThat(report.stages())
                .extracting(PromotionReport.StageReport::title, PromotionReport.StageReport::applications)
                .containsExactly(tuple("wave 0", List.of("app-1")), tuple("wave 3", List.of("app-2", "app-3")));
        assertThat(target.writes)
                .containsExactly("commit release", "sync app-1 to new", "sync app-2 to new", "sync app-3 to new");
        assertThat(report.evidence()).isNotNull();
        assertThat(target.recorded).hasSize(1);
        assertThat(target.shown).containsExactly(State.IN_PROGRESS, State.SUCCESS);
    }

    @Test
    void whatItWentByAndWhoWasToldIsCheckedBeforeItIsSigned(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.losesReplies = true;

        var report = Promotions.report(Promotions.on(env, worker, target).start());

        assertThat(target.checked)
                .containsExactly(new RunToCheck(
                        new ClusterRef("dev", "s1"),
                        "promotion",
                        "c".repeat(40),
                        List.of(new GateSamples("soak", "s", "d"), new GateSamples("recheck", "s", "d"))));
        assertThat(report.acceptance()).isNotNull().satisfies(acceptance -> assertThat(
                        acceptance.epics().getFirst().criteria())
                .extracting(CriterionResult::seen)
                .containsExactly("prod: promoted (rehearsed)"));
        assertThat(target.recorded).singleElement().satisfies(signed -> assertThat(signed.acceptance())
                .isEqualTo(report.acceptance()));
    }

    @Test
    void aPromotionThatGoesBackProvesNothing(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.turnsSick = "app-1";

        var report = Promotions.report(Promotions.on(env, worker, target).start());

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.ROLLED_BACK);
        assertThat(report.acceptance()).isNull();
        assertThat(target.checked).isEmpty();
    }

    @Test
    void writesNothingWhenTheSourceIsNotStable(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.source = Verdict.UNSTABLE;

        var report = Promotions.report(Promotions.on(env, worker, target).start());

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.NOT_PROVED);
        assertThat(target.writes).isEmpty();
    }

    @Test
    void writesNothingWhenNobodyAgreesInTime(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.approval = new ApprovalPolicy(1, List.of(), false, Duration.ofHours(1), ApprovalPolicy.OnExpiry.REJECT);

        var report = Promotions.report(Promotions.on(env, worker, target).start());

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.REJECTED);
        assertThat(report.why()).contains("nobody answered");
        assertThat(target.writes).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsNoPromotion(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.push("app-1", FakeTarget.tree("app-1", 2));

        var report = Promotions.report(Promotions.on(env, worker, target).start());

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.NO_CHANGES);
        assertThat(target.calls).noneMatch(call -> call.startsWith("WatchStability"));
    }

    @Test
    void anApprovalIsVoidWhenTheTargetHasMoved(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.approval = new ApprovalPolicy(1, List.of(), false, Duration.ofDays(3), ApprovalPolicy.OnExpiry.REJECT);
        var promotions = Promotions.on(env, worker, target);
        var run = promotions.start();

        var first = promotions.question(run, 1);
        target.push("app-1", FakeTarget.tree("app-1", 7));
        run.approve(answer(first.revision(), first.hash()));
        var second = promotions.question(run, 2);

        assertThat(second.hash()).isNotEqualTo(first.hash());
        assertThatThrownBy(() -> run.approve(answer(second.revision(), first.hash())))
                .rootCause()
                .hasMessageContaining("APPROVAL_STALE");
        run.approve(answer(second.revision(), second.hash()));
        assertThat(Promotions.report(run).outcome()).isEqualTo(PromotionOutcome.PROMOTED);
    }

    @Test
    void writesNothingWhenTheSourceFellIllWhilePeopleWereAsked(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.sourceLater = Verdict.UNSTABLE;

        var report = Promotions.report(Promotions.on(env, worker, target).start());

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.NOT_PROVED);
        assertThat(report.why()).startsWith("dev, after the approval: not healthy");
        assertThat(report.proof()).isNotNull();
        assertThat(report.recheck()).isNotNull();
        assertThat(target.writes).isEmpty();
    }

    @Test
    void looksAtTheSourceAgainAfterAFreeze(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.goAheads.add(Duration.ofHours(60));

        var report = Promotions.report(Promotions.on(env, worker, target).start());

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.PROMOTED);
        assertThat(target.calls.stream().filter(call -> call.contains("-recheck-")))
                .hasSize(2);
        assertThat(target.calls.stream().filter("AwaitGoAhead to begin"::equals))
                .hasSize(2);
    }

    @Test
    void aHaltIsNoVerdictOnTheRelease(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false), FakeTarget.member(2, 1, false)), false);
        target.halted = true;

        var report = Promotions.report(Promotions.on(env, worker, target).start());

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.PROMOTED);
        assertThat(target.calls).contains("AwaitGoAhead to go on");
        assertThat(target.writes).containsExactly("commit release", "sync app-1 to new", "sync app-2 to new");
    }

    @Test
    void asksBeforeItGoesBackToWhatNobodyHasProved(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.turnsSick = "app-1";
        target.proved = false;
        var promotions = Promotions.on(env, worker, target);
        var run = promotions.start();

        var item = promotions.parked(run, PromotionSteps.AGREE_BACK);
        assertThat(item.failure().line()).contains("nothing proves what prod had before of app-1");
        run.retry(promotions.answer(item));

        assertThat(Promotions.report(run).outcome()).isEqualTo(PromotionOutcome.ROLLED_BACK);
        assertThat(target.running()).containsEntry("app-1", FakeTarget.tree("app-1", 1));
        assertThat(target.shown).containsExactly(State.IN_PROGRESS, State.FAILURE);
    }

    @Test
    void anAbortInTheMiddleGoesBackFirst(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false), FakeTarget.member(2, 1, false)), false);
        target.forbids = "app-2";
        var promotions = Promotions.on(env, worker, target);
        var run = promotions.start();

        var item = promotions.parked(run, "wave-1/sync");
        assertThat(target.running()).containsEntry("app-1", FakeTarget.tree("app-1", 2));
        run.abort(promotions.answer(item));

        assertThatThrownBy(() -> Promotions.report(run)).isInstanceOf(WorkflowFailedException.class);
        assertThat(target.running()).isEqualTo(target.branch());
        assertThat(target.running()).containsEntry("app-1", FakeTarget.tree("app-1", 1));
        assertThat(target.recorded).extracting(PromotionReport::outcome).containsExactly(PromotionOutcome.ROLLED_BACK);
    }

    @Test
    void aCancelledPromotionGoesBackFirst(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false), FakeTarget.member(2, 1, false)), false);
        target.forbids = "app-2";
        var promotions = Promotions.on(env, worker, target);
        var run = promotions.start();
        promotions.parked(run, "wave-1/sync");

        WorkflowStub.fromTyped(run).cancel();

        assertThatThrownBy(() -> Promotions.report(run)).hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(target.running()).isEqualTo(target.branch());
        assertThat(target.running()).containsEntry("app-1", FakeTarget.tree("app-1", 1));
    }

    @Test
    void whatCannotGoBackIsNotShownAsGoingOnWhenItIsCancelled(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, true)), false);
        target.forbids = "app-1";
        var promotions = Promotions.on(env, worker, target);
        var run = promotions.start();
        promotions.parked(run, "forward-only-0/sync");

        WorkflowStub.fromTyped(run).cancel();

        assertThatThrownBy(() -> Promotions.report(run)).hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(target.shown).containsExactly(State.IN_PROGRESS, State.ERROR);
    }

    private static ApprovalAnswer answer(int revision, String hash) {
        return new ApprovalAnswer("approval", revision, hash, "ada", null, ApprovalAnswer.Channel.CLI, null);
    }
}
