package io.homelab.workflows.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import io.homelab.workflows.topology.ClusterSpec;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DestroyClusterTest {
    private static final DestroyClusterRequest DEV = new DestroyClusterRequest("dev", null, null);

    @RegisterExtension
    static final TestWorkflowExtension temporal = Runs.extension();

    @Test
    void leavesNothing(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(3, 2).isBuilt();
        var runs = Runs.on(env, worker, lab);
        var run = runs.destroy(DEV);

        var report = runs.destroyed(run);

        assertThat(report.left()).isEmpty();
        assertThat(report.removed()).hasSize(5).contains("cluster/dev/machine/dev-w-2 (204)");
        assertThat(lab.machineNames()).isEmpty();
        assertThat(lab.secrets()).isEmpty();
        assertThat(lab.calls().getLast()).isEqualTo("ForgetClusterSecrets dev");
        assertThat(run.progress().steps()).extracting(StepView::state).containsOnly(StepState.DONE);
    }

    @Test
    void isDoneWhenThereAreNoMachines(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(1, 0);
        var runs = Runs.on(env, worker, lab);

        var report = runs.destroyed(runs.destroy(DEV));

        assertThat(report.removed()).isEmpty();
        assertThat(report.left()).isEmpty();
        assertThat(lab.count("ForgetClusterSecrets dev")).isOne();
    }

    @Test
    void aMachineThatIsNotOursParksAndIsListedWhenItIsLeft(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var lab = FakeLab.of(1, 1).isBuilt().fails("DestroyMachine dev-w-1", FailureClass.NOT_OURS);
        var runs = Runs.on(env, worker, lab);
        var run = runs.destroy(DEV);

        var item = runs.parked(run, FakeLab.address("dev-w-1"));
        assertThat(item.failure().kind()).isEqualTo(FailureClass.NOT_OURS);
        assertThat(item.skippable()).isTrue();
        run.skip(Runs.answer(item));
        var report = runs.destroyed(run);

        assertThat(report.left())
                .extracting(DestroyReport.Leftover::address)
                .containsExactly("cluster/dev/machine/dev-w-1", "cluster/dev/secrets");
        assertThat(report.left().getFirst().where()).isEqualTo("pve1/201");
        assertThat(report.removed()).containsExactly("cluster/dev/machine/dev-cp-1 (200)");
        assertThat(lab.machineNames()).containsExactly("dev-w-1");
        assertThat(lab.secrets()).containsExactly("dev");
        assertThat(lab.count("ForgetClusterSecrets dev")).isZero();
        assertThat(run.progress().steps())
                .filteredOn(s -> s.state() == StepState.SKIPPED)
                .extracting(StepView::detail)
                .containsExactly("skipped: because the test says so");
    }

    @Test
    void aStepThatMayBeSkippedNeverSkipsItself(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0)
                .isBuilt()
                .fails("DestroyMachine dev-cp-1", FailureClass.TRANSIENT, FailureClass.NOT_OURS, FailureClass.BUG);
        var runs = Runs.on(env, worker, lab);
        var run = runs.destroy(DEV);

        run.retry(Runs.answer(runs.parked(run, FakeLab.address("dev-cp-1"))));
        run.retry(Runs.answer(runs.parked(run, FakeLab.address("dev-cp-1"))));

        assertThat(runs.destroyed(run).left()).isEmpty();
        assertThat(lab.count("DestroyMachine dev-cp-1")).isEqualTo(4);
    }

    @Test
    void refusesAProtectedClusterWithoutItsName(TestWorkflowEnvironment env, Worker worker) {
        var lab = new FakeLab(guarded(FakeLab.spec(1, 0))).isBuilt();
        var runs = Runs.on(env, worker, lab);

        var failure = runs.failure(runs.destroy(new DestroyClusterRequest("dev", "prod", null)));

        assertThat(failure.kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(failure.remedy()).contains("--confirm dev");
        assertThat(lab.calls()).containsExactly("TakeLabSnapshot dev");
        assertThat(lab.machineNames()).containsExactly("dev-cp-1");
    }

    @Test
    void destroysAProtectedClusterWhoseNameWasTyped(TestWorkflowEnvironment env, Worker worker) {
        var lab = new FakeLab(guarded(FakeLab.spec(1, 0))).isBuilt();
        var runs = Runs.on(env, worker, lab);

        assertThat(runs.destroyed(runs.destroy(new DestroyClusterRequest("dev", "dev", null)))
                        .left())
                .isEmpty();
        assertThat(lab.machineNames()).isEmpty();
    }

    @Test
    void abortEndsWhenTheOtherLanesHaveStoppedAndSaysWhatIsGone(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var lab = FakeLab.of(1, 1).isBuilt().fails("DestroyMachine dev-w-1", FailureClass.NOT_OURS);
        var other = lab.holds("DestroyMachine dev-cp-1", true);
        var runs = Runs.on(env, worker, lab);
        var run = runs.destroy(DEV);
        var item = runs.parked(run, FakeLab.address("dev-w-1"));
        other.awaitBegin();

        run.abort(Runs.answer(item));
        other.release();

        assertThat(runs.aborted(run)).contains("aborted at cluster/dev/machine/dev-w-1", "dev-cp-1 (200)");
        assertThat(lab.busy()).isZero();
        assertThat(lab.machineNames()).containsExactly("dev-w-1");
        assertThat(lab.secrets()).containsExactly("dev");
    }

    @Test
    void anAmendedLabFileIsRefused(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).isBuilt().fails("ListOwnMachines dev", FailureClass.AUTH);
        var runs = Runs.on(env, worker, lab);
        var run = runs.destroy(DEV);

        run.retry(Runs.amended(runs.parked(run, "find")));
        var refused = runs.parked(run, "find");
        assertThat(refused.failure().what()).contains("takes no amendments");
        run.retry(Runs.answer(refused));

        assertThat(runs.destroyed(run).left()).isEmpty();
    }

    @Test
    void cancelWhileParkedEndsTheRun(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).isBuilt().fails("DestroyMachine dev-cp-1", FailureClass.NOT_OURS);
        var runs = Runs.on(env, worker, lab);
        var run = runs.destroy(DEV);
        runs.parked(run, FakeLab.address("dev-cp-1"));

        WorkflowStub.fromTyped(run).cancel("enough");

        assertThat(runs.end(run)).isInstanceOf(CanceledFailure.class);
        assertThat(lab.machineNames()).containsExactly("dev-cp-1");
        assertThat(run.progress().attention()).isEmpty();
    }

    private static ClusterSpec guarded(ClusterSpec spec) {
        return new ClusterSpec(
                spec.ref(),
                spec.lab(),
                spec.epic(),
                spec.simulated(),
                spec.endpoint(),
                spec.talosVersion(),
                spec.kubernetesVersion(),
                true,
                spec.nodes(),
                spec.addons(),
                spec.gitops());
    }
}
