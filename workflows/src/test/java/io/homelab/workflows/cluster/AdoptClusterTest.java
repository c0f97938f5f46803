package io.homelab.workflows.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.AdoptableMachine;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class AdoptClusterTest {
    private static final AdoptClusterRequest WHOLE = new AdoptClusterRequest("dev", List.of(), false, null);

    @RegisterExtension
    static final TestWorkflowExtension temporal = Runs.extension();

    @Test
    void marksNothingUntilAPersonHasAgreed(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 1);
        var runs = Runs.on(env, worker, lab);
        var run = runs.adopt(WHOLE);

        var question = runs.parked(run, "agree");

        assertThat(question.failure().what()).contains("200 \"dev-cp-1\" as dev-cp-1", "201 \"dev-w-1\" as dev-w-1");
        assertThat(lab.calls()).containsExactly("TakeLabSnapshot dev", "FindAdoptable dev");
        run.retry(Runs.answer(question));
        assertThat(report(run).adopted()).hasSize(4);
        assertThat(lab.calls())
                .endsWith(
                        "AdoptMachine dev-cp-1",
                        "AdoptMachine dev-w-1",
                        "AdoptClusterSecrets dev",
                        "EnsureCredentials dev");
        assertThat(run.progress().steps()).extracting(StepView::state).containsOnly(StepState.DONE);
    }

    @Test
    void abortLeavesAllAsItIs(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0);
        var runs = Runs.on(env, worker, lab);
        var run = runs.adopt(WHOLE);

        run.abort(Runs.answer(runs.parked(run, "agree")));

        assertThat(runs.aborted(run)).contains("aborted at agree");
        assertThat(lab.machineNames()).isEmpty();
        assertThat(lab.secrets()).isEmpty();
    }

    @Test
    void aSingleMachineIsMarkedAndNothingElse(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(1, 1);
        var runs = Runs.on(env, worker, lab);
        var one = List.of(new AdoptableMachine("dev-w-1", 777, "old-worker"));

        var report = report(runs.adopt(new AdoptClusterRequest("dev", one, true, null)));

        assertThat(report.adopted()).containsExactly("adopted 777");
        assertThat(lab.calls()).containsExactly("TakeLabSnapshot dev", "FindAdoptable dev", "AdoptMachine dev-w-1");
    }

    @Test
    void aRefusedMachineParksAndGoesOnWhenAPersonHasPutItRight(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var lab = FakeLab.of(1, 0).fails("FindAdoptable dev", FailureClass.NOT_OURS);
        var runs = Runs.on(env, worker, lab);
        var run = runs.adopt(new AdoptClusterRequest("dev", List.of(), true, null));

        run.retry(Runs.answer(runs.parked(run, "look")));

        assertThat(report(run).adopted()).hasSize(3);
    }

    private static AdoptReport report(AdoptCluster run) {
        return WorkflowStub.fromTyped(run).getResult(AdoptReport.class);
    }
}
