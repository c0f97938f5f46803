package io.homelab.workflows.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.StepState;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The desk as a person meets it: through the updates of a real run. */
@Timeout(60)
class AttentionDeskTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Runs.extension();

    @Test
    void refusesAnIdUnderWhichNothingWaits(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var runs = Runs.on(env, worker, FakeLab.of(1, 0).fails("EnsureImage dev", FailureClass.AUTH));
        var run = runs.bootstrap();
        runs.parked(run, "image");

        refused(
                () -> run.retry(new Decision("imagine", 1, null, null, false)),
                "ATTENTION_UNKNOWN",
                "waiting: [image]");
    }

    @Test
    void refusesEveryAnswerToARunThatWaitsForNobody(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0);
        var image = lab.holds("EnsureImage dev", true);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        image.awaitBegin();

        refused(() -> run.abort(new Decision("image", 1, null, null, false)), "ATTENTION_UNKNOWN", "waits for nobody");
        image.release();
        assertThat(runs.report(run).changed()).isTrue();
    }

    @Test
    void refusesALateAnswerToAnEarlierRevision(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).fails("EnsureImage dev", FailureClass.AUTH, FailureClass.CAPACITY);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        var first = runs.parked(run, "image");
        run.retry(Runs.answer(first));
        var second = runs.parked(run, "image");

        refused(() -> run.abort(Runs.answer(first)), "ATTENTION_STALE", "revision 2");
        refused(() -> run.retry(Runs.answer(first)), "ATTENTION_STALE", "look again");

        run.retry(Runs.answer(second));
        assertThat(runs.report(run).changed()).isTrue();
        assertThat(lab.count("EnsureImage dev")).isEqualTo(3);
    }

    @Test
    void aDoubleClickHasOneEffect(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).fails("EnsureImage dev", FailureClass.AUTH, FailureClass.AUTH);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        var item = runs.parked(run, "image");

        var together = new CyclicBarrier(2);
        Callable<String> click = () -> {
            together.await();
            try {
                return run.retry(Runs.answer(item)).message();
            } catch (WorkflowUpdateException e) {
                return code(e);
            }
        };
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var left = people.submit(click);
            var right = people.submit(click);
            assertThat(new String[] {left.get(), right.get()})
                    .satisfiesOnlyOnce(answer -> assertThat(answer).isEqualTo("RETRY accepted for image"))
                    .satisfiesOnlyOnce(answer ->
                            assertThat(answer).isIn("ATTENTION_ANSWERED", "ATTENTION_STALE", "ATTENTION_UNKNOWN"));
        }

        var again = runs.parked(run, "image");
        assertThat(again.revision()).isEqualTo(2);
        assertThat(lab.count("EnsureImage dev")).isEqualTo(2);
    }

    @Test
    void refusesToSkipWhatTheRunCannotGoOnWithout(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var runs = Runs.on(env, worker, FakeLab.of(1, 0).fails("EnsureImage dev", FailureClass.AUTH));
        var run = runs.bootstrap();
        var item = runs.parked(run, "image");

        refused(() -> run.skip(Runs.answer(item)), "STEP_NOT_SKIPPABLE", "retry or abort");
        assertThat(run.progress().attention())
                .extracting(AttentionItem::revision)
                .containsExactly(1);
    }

    @Test
    void refusesToSkipWithoutAReason(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).isBuilt().fails("DestroyMachine dev-cp-1", FailureClass.NOT_OURS);
        var runs = Runs.on(env, worker, lab);
        var run = runs.destroy(new DestroyClusterRequest("dev", null, null));
        var item = runs.parked(run, FakeLab.address("dev-cp-1"));

        refused(() -> run.skip(new Decision(item.id(), 1, null, "me", false)), "REASON_MISSING", "recorded");
        refused(() -> run.skip(new Decision(item.id(), 1, "  ", "me", false)), "REASON_MISSING", "recorded");
    }

    @Test
    void anAnswerToAFinishedRunSaysSoAtOnce(TestWorkflowEnvironment env, Worker worker) {
        var runs = Runs.on(env, worker, FakeLab.of(1, 0));
        var run = runs.bootstrap();
        runs.report(run);

        assertThatThrownBy(() -> run.retry(new Decision("image", 1, null, null, false)))
                .isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    void askingAFinishedRunForItsStateStartsNothing(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(1, 0);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        runs.report(run);
        var calls = lab.calls().size();
        var events = runs.history(run).getEvents().size();

        assertThat(run.progress().steps()).allMatch(step -> step.state() == StepState.DONE);

        assertThat(lab.calls()).hasSize(calls);
        assertThat(runs.history(run).getEvents()).hasSize(events);
    }

    @Test
    void refusedAnswersLeaveNoTraceInTheHistory(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var runs = Runs.on(env, worker, FakeLab.of(1, 0).fails("EnsureImage dev", FailureClass.AUTH));
        var run = runs.bootstrap();
        var item = runs.parked(run, "image");

        refused(() -> run.skip(Runs.answer(item)), "STEP_NOT_SKIPPABLE", "");

        assertThat(runs.history(run).getEvents()).noneMatch(e -> e.hasWorkflowExecutionUpdateAcceptedEventAttributes());
        assertThat(WorkflowStub.fromTyped(run).getExecution()).isNotNull();
    }

    private static void refused(ThrowingCallable answer, String code, String hint) {
        assertThatThrownBy(answer).isInstanceOf(WorkflowUpdateException.class).satisfies(e -> {
            assertThat(code((WorkflowUpdateException) e)).isEqualTo(code);
            assertThat(message((WorkflowUpdateException) e)).contains(hint);
        });
    }

    private static String code(WorkflowUpdateException e) {
        var message = message(e);
        return message.substring(0, message.indexOf(':'));
    }

    private static String message(WorkflowUpdateException e) {
        return Objects.requireNonNull(((ApplicationFailure) Objects.requireNonNull(e.getCause())).getOriginalMessage());
    }
}
