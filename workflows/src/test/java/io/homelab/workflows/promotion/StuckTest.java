package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cannot go back and is not taken well waits for a person. */
@Timeout(60)
class StuckTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Promotions.extension();

    @Test
    void whatWasRepairedIsWatchedAnew(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, true)), false);
        target.turnsSick = "app-1";
        var promotions = Promotions.on(env, worker, target);
        var run = promotions.start();

        var stuck = promotions.parked(run, "forward-only-0/stuck");
        assertThat(stuck.failure().line()).contains("errors is 3.0");
        target.turnsSick = null;
        run.retry(promotions.answer(stuck));

        assertThat(Promotions.report(run).outcome()).isEqualTo(PromotionOutcome.PROMOTED);
        // Samples of one name have one verdict for ever: whoever asks by it again is told what it was.
        assertThat(watches(target)).hasSize(2).doesNotHaveDuplicates();
    }

    private static List<String> watches(FakeTarget target) {
        return List.copyOf(target.calls).stream()
                .filter(call -> call.startsWith("WatchStability") && call.contains("forward-only-0"))
                .toList();
    }
}
