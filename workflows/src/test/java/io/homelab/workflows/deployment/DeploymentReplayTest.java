package io.homelab.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.replay.StoredHistory;
import io.homelab.workflows.wire.TestServers;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DeploymentReplayTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Deployments.extension();

    private final FakeDev dev = new FakeDev();

    @ParameterizedTest
    @ValueSource(strings = {"deployment", "deployment-parked-failed"})
    void aStoredHistoryReplays(String name, TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(stored(name).read(), worker);
    }

    @Test
    void aHistoryOfAnotherOrderDoesNotReplay(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var other = stored("deployment").withAnother("AwaitDeployed", "SyncApplications");

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(other, worker))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aDeploymentStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        dev.manual = "grafana";

        var run = Deployments.start(env, worker, dev);

        assertThat(Deployments.report(run).outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);
        withinBudget("deployment", env);
    }

    @Test
    void aDeploymentThatIsInTheWayAndThenFailsStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        dev.looking = FakeDev.failure(FailureClass.CONFIG, "ArgoCD is not installed");
        dev.waiting = FakeDev.failure(FailureClass.CONFIG, "grafana: Deployment grafana is Degraded: no such image");
        var run = Deployments.start(env, worker, dev);
        var item = TestServers.parked(env, run, "look");
        dev.looking = null;
        run.retry(new Decision(item.id(), item.revision(), "ada", null, false));

        assertThat(Deployments.report(run).outcome()).isEqualTo(DeploymentOutcome.FAILED);
        withinBudget("deployment-parked-failed", env);
    }

    private static void withinBudget(String name, TestWorkflowEnvironment env) throws IOException {
        var history = env.getWorkflowClient().fetchHistory("deployment-dev");
        stored(name).record(history);
        assertThat(history.getEvents().size()).isLessThanOrEqualTo(120);
    }

    private static StoredHistory stored(String name) {
        return new StoredHistory(name, "deployment-dev");
    }
}
