package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.promotion.governance.ApprovalAnswer;
import io.homelab.workflows.promotion.governance.ApprovalPolicy;
import io.homelab.workflows.replay.StoredHistory;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PromotionReplayTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Promotions.extension();

    @ParameterizedTest
    @ValueSource(strings = {"promotion-approved", "promotion-rolled-back", "promotion-forward-only-parked"})
    void aStoredHistoryReplays(String name, TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(stored(name).read(), worker);
    }

    @Test
    void aHistoryOfAnotherOrderDoesNotReplay(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var other = stored("promotion-approved").withAnother("CommitRelease", "SyncApplications");

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void anApprovedPromotionStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var target = new FakeTarget(
                List.of(FakeTarget.member(1, 0, false), FakeTarget.member(2, 3, false), FakeTarget.member(3, 4, true)),
                true);
        target.approval = new ApprovalPolicy(1, List.of(), false, Duration.ofDays(3), ApprovalPolicy.OnExpiry.REJECT);
        target.goAheads.add(Duration.ofHours(9));
        target.losesReplies = true;
        var promotions = Promotions.on(env, worker, target);
        var run = promotions.start();
        var question = promotions.question(run, 1);
        run.approve(new ApprovalAnswer(
                "approval", question.revision(), question.hash(), "ada", "good", ApprovalAnswer.Channel.CLI, null));

        assertThat(Promotions.report(run).outcome()).isEqualTo(PromotionOutcome.PROMOTED);
        withinBudget("promotion-approved", env, run);
    }

    @Test
    void aPromotionThatGoesBackStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false), FakeTarget.member(2, 3, false)), false);
        target.turnsSick = "app-2";
        target.halted = true;
        var run = Promotions.on(env, worker, target).start();

        assertThat(Promotions.report(run).outcome()).isEqualTo(PromotionOutcome.ROLLED_BACK);
        withinBudget("promotion-rolled-back", env, run);
    }

    @Test
    void aPromotionThatIsStuckStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, true), FakeTarget.member(2, 3, false)), false);
        target.refuses = "app-1";
        var promotions = Promotions.on(env, worker, target);
        var run = promotions.start();
        var stuck = promotions.parked(run, "forward-only-0/stuck");
        target.refuses = null;
        run.retry(promotions.answer(stuck));

        assertThat(Promotions.report(run).outcome()).isEqualTo(PromotionOutcome.PROMOTED);
        withinBudget("promotion-forward-only-parked", env, run);
    }

    private static void withinBudget(String name, TestWorkflowEnvironment env, PromoteRelease run) throws IOException {
        var history = env.getWorkflowExecutionHistory(
                Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution()));
        stored(name).record(history);
        assertThat(history.getEvents().size()).isLessThanOrEqualTo(200);
    }

    private static StoredHistory stored(String name) {
        return new StoredHistory(name, "promotion-prod");
    }
}
