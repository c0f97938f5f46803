package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.promotion.governance.ApprovalPolicy;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server ends a run at 51,200 events or 50 MB and warns long before; no promotion comes near either. */
@Timeout(120)
class HistorySizeTest {
    private static final int APPLICATIONS = 200;
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_BYTES = 10_000_000;
    private static final int LARGEST_EVENT = 1_000_000;

    @RegisterExtension
    static final TestWorkflowExtension temporal = Promotions.extension();

    @Test
    void aSoakOfADayAddsAHandfulOfEventsHoweverOftenTheWorkerIsRestarted(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(List.of(FakeTarget.member(1, 0, false)), false);
        target.approval = new ApprovalPolicy(1, List.of(), false, Duration.ofHours(1), ApprovalPolicy.OnExpiry.REJECT);
        var day = new SoakInWindows(target, Duration.ofHours(24), 5);

        var run = Promotions.on(env, worker, day.activities()).start();
        var report = Promotions.report(run);

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.REJECTED);
        assertThat(report.proof())
                .isNotNull()
                .satisfies(proof -> assertThat(proof.soak().soaked()).isEqualTo(Duration.ofHours(24)));
        assertThat(day.windows).hasSize(6).containsOnly(Duration.ofHours(4));
        assertThat(eventsOfTheSoak(history(env, run))).isGreaterThan(6 * 3).isLessThan(50);
    }

    @Test
    void twoHundredApplicationsThatAllGoBackStayFarBelowTheLimit(TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(
                IntStream.rangeClosed(1, APPLICATIONS)
                        .mapToObj(number -> FakeTarget.member(number, number, false))
                        .toList(),
                false);
        target.turnsSick = "app-" + APPLICATIONS;

        var run = Promotions.on(env, worker, target).start();
        var report = Promotions.report(run);
        var history = history(env, run);

        assertThat(report.outcome()).isEqualTo(PromotionOutcome.ROLLED_BACK);
        assertThat(report.stages()).as("there, and back").hasSize(2 * APPLICATIONS);
        assertThat(history).hasSizeBetween(APPLICATIONS * 3, MOST_EVENTS);
        assertThat(history.stream().mapToInt(HistoryEvent::getSerializedSize).sum())
                .isLessThan(MOST_BYTES);
        assertThat(history).allSatisfy(event -> assertThat(event.getSerializedSize())
                .as(event.getEventType().name())
                .isLessThan(LARGEST_EVENT));
    }

    /** From the first window to the last, with all that comes in between. */
    private static int eventsOfTheSoak(List<HistoryEvent> history) {
        var watches = history.stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                        && event.getActivityTaskScheduledEventAttributes()
                                .getActivityType()
                                .getName()
                                .equals("WatchStability"))
                .mapToLong(HistoryEvent::getEventId)
                .summaryStatistics();
        var after = history.stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
                        && event.getActivityTaskCompletedEventAttributes().getScheduledEventId() == watches.getMax())
                .mapToLong(HistoryEvent::getEventId)
                .findFirst()
                .orElseThrow();
        return (int) (after - watches.getMin() + 1);
    }

    private static List<HistoryEvent> history(TestWorkflowEnvironment env, PromoteRelease run) {
        var execution = Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution());
        return env.getWorkflowClient()
                .fetchHistory(execution.getWorkflowId(), execution.getRunId())
                .getEvents();
    }
}
