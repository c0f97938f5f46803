package io.homelab.workflows.promotion.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.promotion.governance.ApprovalAnswer.Channel;
import io.homelab.workflows.promotion.governance.ApprovalDecision.End;
import io.homelab.workflows.promotion.governance.ApprovalPolicy.OnExpiry;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The desk as people meet it: through the updates of a run. Each history is replayed afterwards. */
@Timeout(60)
class ApprovalDeskTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(Asking.Run.class)
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.plain())
                    .build())
            .build();

    private static final ApprovalPolicy ONE = policy(1, OnExpiry.REJECT);

    private TestWorkflowEnvironment env;
    private Asking run;

    @BeforeEach
    void makeARun(TestWorkflowEnvironment env, Worker worker) {
        this.env = env;
        this.run = env.getWorkflowClient()
                .newWorkflowStub(
                        Asking.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId("promotion-prod")
                                .build());
    }

    @AfterEach
    void itsHistoryReplays() throws Exception {
        WorkflowReplayer.replayWorkflowExecution(
                env.getWorkflowExecutionHistory(
                        Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution())),
                Asking.Run.class);
    }

    @Test
    void oneApprovalLetsItGoOn() {
        var question = start(ShownTest.SHOWN, ONE);
        assertThat(question.hash()).isEqualTo(ShownTest.SHOWN.hash());

        assertThat(run.approve(answer(question, "ada", null)).message()).isEqualTo("approved by ada");

        assertThat(result().end()).isEqualTo(End.APPROVED);
        assertThat(run.approval().open()).isNull();
        assertThat(run.approval().decided()).containsExactly(result());
    }

    @Test
    void theTimerOfAQuestionThatWasAnsweredIsCancelled() {
        var question = start(ShownTest.SHOWN, ONE);
        run.reject(answer(question, "ada", null));
        assertThat(result().end()).isEqualTo(End.REJECTED);

        assertThat(events())
                .containsOnlyOnce(EventType.EVENT_TYPE_TIMER_STARTED)
                .containsOnlyOnce(EventType.EVENT_TYPE_TIMER_CANCELED);
    }

    @Test
    void aQuorumTakesTwo() {
        var question = start(ShownTest.SHOWN, policy(2, OnExpiry.REJECT));

        assertThat(run.approve(answer(question, "ada", "n1")).message())
                .isEqualTo("approved by ada; 1 more must approve");
        refused(() -> run.approve(answer(question, "ada", "n2")), "APPROVAL_ANSWERED");
        refused(() -> run.approve(answer(question, "grace", "n1")), "APPROVAL_REPLAYED");
        run.approve(answer(question, "grace", "n3"));

        assertThat(result().why()).isEqualTo("approved by ada, grace");
    }

    @Test
    void nobodyIsAskedAnyMore() {
        var question = start(ShownTest.SHOWN, ONE);
        refused(
                () -> run.approve(new ApprovalAnswer("other", 1, question.hash(), "ada", null, Channel.CLI, null)),
                "APPROVAL_UNKNOWN");
        run.approve(answer(question, "ada", null));
        result();

        assertThatThrownBy(() -> run.approve(answer(question, "grace", null)))
                .isInstanceOf(io.temporal.client.WorkflowNotFoundException.class);
    }

    @Test
    void whatMovesVoidsEveryAnswer() {
        var first = start(ShownTest.SHOWN, policy(2, OnExpiry.REJECT));
        run.approve(answer(first, "ada", null));
        var now = new Shown("prod", "0124", "Grafana 14", "Bob", "00fe", List.of(), "healthy", "ee");

        run.moved(now);

        refused(() -> run.approve(answer(first, "grace", null)), "APPROVAL_STALE");
        var second = asked();
        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.answers()).isEmpty();
        assertThat(second.voided()).isEqualTo("main has moved");
        run.approve(answer(second, "ada", null));
        run.approve(answer(second, "grace", null));
        assertThat(result().hash()).isEqualTo(now.hash());
    }

    @Test
    void whatMovedIsAskedForItsWholeTime() {
        start(ShownTest.SHOWN, ONE);
        env.sleep(Duration.ofHours(71));
        run.moved(ShownTest.SHOWN);
        env.sleep(Duration.ofHours(71));

        assertThat(asked().revision()).isEqualTo(2);
        assertThat(result().end()).isEqualTo(End.EXPIRED_REJECTED);
    }

    @Test
    void silenceIsWhatThePolicySays() {
        start(ShownTest.SHOWN, policy(1, OnExpiry.APPROVE));

        assertThat(result().end()).isEqualTo(End.EXPIRED_APPROVED);
        assertThat(result().why()).startsWith("nobody answered within PT72H");
    }

    @Test
    void whatIsAskedAgainIsANewRevision() {
        var twice = new Shown("prod", "0124", "twice", "Bob", "00fe", List.of(), "healthy", "ee");
        var first = start(twice, ONE);
        run.approve(answer(first, "ada", null));
        var second = asked();
        assertThat(second.revision()).isEqualTo(2);

        refused(() -> run.approve(answer(first, "ada", null)), "APPROVAL_STALE");
        run.reject(answer(second, "ada", null));

        assertThat(result().revision()).isEqualTo(2);
        assertThat(run.approval().decided())
                .extracting(ApprovalDecision::end)
                .containsExactly(End.APPROVED, End.REJECTED);
    }

    @Test
    void twoWhoAnswerAtOnceAreTwo() throws Exception {
        var question = start(ShownTest.SHOWN, ONE);
        var together = new CyclicBarrier(2);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var yes = people.submit(answering(
                    together, () -> run.approve(answer(question, "ada", null)).message()));
            var no = people.submit(answering(
                    together, () -> run.reject(answer(question, "grace", null)).message()));

            assertThat(List.of(yes.get(), no.get())).containsAnyOf("approved by ada", "rejected by grace");
            assertThat(List.of(yes.get(), no.get())).doesNotContainSequence("approved by ada", "rejected by grace");
        }
        assertThat(result().answers()).hasSize(1);
    }

    @Test
    void aCancelledRunAsksNobodyAnyMore() {
        start(ShownTest.SHOWN, ONE);

        WorkflowStub.fromTyped(run).cancel("enough");

        assertThatThrownBy(this::result).hasCauseInstanceOf(io.temporal.failure.CanceledFailure.class);
        assertThat(run.approval().open()).isNull();
    }

    private static Callable<String> answering(CyclicBarrier together, Callable<String> answer) {
        return () -> {
            together.await();
            try {
                return answer.call();
            } catch (WorkflowUpdateException e) {
                return message(e);
            } catch (io.temporal.client.WorkflowServiceException e) {
                return "the run has ended";
            }
        };
    }

    private ApprovalQuestion start(Shown shown, ApprovalPolicy policy) {
        WorkflowClient.start(run::ask, shown, policy);
        return asked();
    }

    private ApprovalQuestion asked() {
        return Objects.requireNonNull(run.approval().open());
    }

    private ApprovalDecision result() {
        return WorkflowStub.fromTyped(run).getResult(ApprovalDecision.class);
    }

    private List<EventType> events() {
        return env
                .getWorkflowExecutionHistory(
                        Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution()))
                .getEvents()
                .stream()
                .map(io.temporal.api.history.v1.HistoryEvent::getEventType)
                .toList();
    }

    private static ApprovalPolicy policy(int required, OnExpiry silence) {
        return new ApprovalPolicy(required, List.of(), false, Duration.ofHours(72), silence);
    }

    private static ApprovalAnswer answer(ApprovalQuestion question, String by, @Nullable String nonce) {
        return new ApprovalAnswer(question.id(), question.revision(), question.hash(), by, null, Channel.CLI, nonce);
    }

    private static void refused(ThrowingCallable answer, String code) {
        assertThatThrownBy(answer).isInstanceOfSatisfying(WorkflowUpdateException.class, e -> assertThat(message(e))
                .startsWith(code + ": "));
    }

    private static String message(WorkflowUpdateException e) {
        return Objects.requireNonNull(((ApplicationFailure) Objects.requireNonNull(e.getCause())).getOriginalMessage());
    }
}
