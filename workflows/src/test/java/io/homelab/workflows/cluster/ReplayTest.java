package io.homelab.workflows.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.replay.StoredHistory;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReplayTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Runs.extension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap-1",
                "bootstrap-3-2",
                "bootstrap-parked-retried",
                "bootstrap-aborted",
                "destroy",
                "adopt"
            })
    void aStoredHistoryReplays(String name, TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(stored(name).read(), worker);

        assertThat(stored(name).read().getLastEvent().getEventType().name())
                .startsWith("EVENT_TYPE_WORKFLOW_EXECUTION_");
    }

    @Test
    void aHistoryOfAnotherOrderDoesNotReplay(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var other = stored("bootstrap-1").withAnother("EnsureImage", "EnsureAddon");

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aBootstrapOfOneNodeStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var runs = Runs.on(env, worker, FakeLab.of(1, 0));
        var run = runs.bootstrap();
        runs.report(run);

        withinBudget("bootstrap-1", runs.history(run), 1);
    }

    @Test
    void aBootstrapOfFiveNodesStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var runs = Runs.on(env, worker, FakeLab.of(3, 2));
        var run = runs.bootstrap();
        runs.report(run);

        withinBudget("bootstrap-3-2", runs.history(run), 5);
    }

    @Test
    void aParkedAndRetriedBootstrapStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0)
                .fails("EnsureImage dev", FailureClass.AUTH)
                .fails("EnsureMachine dev-cp-1", FailureClass.CAPACITY);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        run.retry(Runs.answer(runs.parked(run, "image")));
        run.retry(Runs.amended(runs.parked(run, "dev-cp-1/machine")));
        runs.report(run);

        withinBudget("bootstrap-parked-retried", runs.history(run), 1);
    }

    @Test
    void anAbortedBootstrapStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 1).fails("EnsureMachineConfig dev-w-1", FailureClass.CONFIG);
        var cilium = lab.holds("EnsureAddon cilium", false);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        cilium.awaitBegin();
        run.abort(Runs.answer(runs.parked(run, "dev-w-1/config")));
        runs.aborted(run);

        withinBudget("bootstrap-aborted", runs.history(run), 2);
    }

    @Test
    void aDestroyOfFiveNodesStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(3, 2).isBuilt().fails("DestroyMachine dev-w-1", FailureClass.NOT_OURS);
        var runs = Runs.on(env, worker, lab);
        var run = runs.destroy(new DestroyClusterRequest("dev", null, null));
        run.skip(Runs.answer(runs.parked(run, FakeLab.address("dev-w-1"))));
        runs.destroyed(run);

        withinBudget("destroy", runs.history(run), 5);
    }

    @Test
    void anAdoptionStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var runs = Runs.on(env, worker, FakeLab.of(1, 1));
        var run = runs.adopt(new AdoptClusterRequest("dev", List.of(), false, null));
        run.retry(Runs.answer(runs.parked(run, "agree")));
        WorkflowStub.fromTyped(run).getResult(AdoptReport.class);

        withinBudget("adopt", runs.history(run), 2);
    }

    private static void withinBudget(String name, WorkflowExecutionHistory history, int nodes) throws IOException {
        var events = history.getEvents().size();
        System.out.println(name + ": " + events + " events for " + nodes + " nodes");
        stored(name).record(history);
        assertThat(events).isLessThanOrEqualTo(150 + 90 * nodes);
    }

    private static StoredHistory stored(String name) {
        return new StoredHistory(name, "cluster-dev");
    }
}
