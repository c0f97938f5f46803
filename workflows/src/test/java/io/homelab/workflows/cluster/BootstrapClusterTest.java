package io.homelab.workflows.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.ClusterSpec;
import io.homelab.workflows.topology.NodeSpec;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BootstrapClusterTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Runs.extension();

    @Test
    void buildsAClusterOfOneNodeInTheOrderOfTheRunbook(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(1, 0);
        var runs = Runs.on(env, worker, lab);

        var report = runs.report(runs.bootstrap());

        assertThat(report.changed()).isTrue();
        assertThat(report.simulated()).isTrue();
        assertThat(report.nodes()).containsExactly("dev-cp-1");
        assertThat(report.evidence()).isNotNull();
        assertThat(report.time().lab()).isEqualTo(FakeLab.BOOT.multipliedBy(4).plusSeconds(19));
        assertThat(lab.calls().stream().filter(c -> !c.startsWith("EnsureClusterSecrets")))
                .containsExactly(
                        "TakeLabSnapshot dev",
                        "CheckPreflight dev",
                        "PlanBootstrap dev",
                        "EnsureImage dev",
                        "ReserveMachines dev",
                        "EnsureMachine dev-cp-1",
                        "EnsureMachineRunning dev-cp-1",
                        "AwaitMachineApi dev-cp-1",
                        "EnsureMachineConfig dev-cp-1",
                        "AwaitInstalled dev-cp-1",
                        "EnsureEtcdBootstrapped dev",
                        "EnsureCredentials dev",
                        "AwaitKubernetesApi dev",
                        "EnsureAddon cilium",
                        "AwaitNodesReady dev",
                        "CheckClusterCriteria dev",
                        "RecordBootstrap dev");
        assertThat(lab.calls().indexOf("EnsureClusterSecrets dev"))
                .isLessThan(lab.calls().indexOf("EnsureMachineConfig dev-cp-1"));
    }

    @Test
    void pointsArgoCdAtGitWhenTheNodesAreReady(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.followingGit(1, 0);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        runs.report(run);

        assertThat(lab.calls())
                .containsSubsequence(
                        "EnsureAddon argocd", "AwaitNodesReady dev", "EnsureGitOps dev", "CheckClusterCriteria dev");
        assertThat(run.progress().steps()).extracting(StepView::state).containsOnly(StepState.DONE);
    }

    @Test
    void everyStepOfAFinishedRunIsDone(TestWorkflowEnvironment env, Worker worker) {
        var runs = Runs.on(env, worker, FakeLab.of(3, 2));
        var run = runs.bootstrap();
        runs.report(run);

        var view = run.progress();

        assertThat(view.phase()).isEqualTo("done");
        assertThat(view.attention()).isEmpty();
        assertThat(view.steps()).extracting(StepView::state).containsOnly(StepState.DONE);
        assertThat(view.steps()).filteredOn(s -> "dev-w-2".equals(s.lane())).hasSize(5);
    }

    @Test
    void buildsFiveNodesSideBySideAndCountsOnlyTheLongestLane(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(3, 2).fallsBack("dev-w-1", 1);
        var runs = Runs.on(env, worker, lab);

        var report = runs.report(runs.bootstrap());

        assertThat(report.nodes()).containsExactly("dev-cp-1", "dev-cp-2", "dev-cp-3", "dev-w-1", "dev-w-2");
        assertThat(lab.machineNames()).hasSize(5);
        assertThat(lab.count("EnsureEtcdBootstrapped dev")).isOne();
        assertThat(lab.count("EnsureMachineConfig dev-w-1")).isEqualTo(2);
        // image 5, machine 1, two boots, etcd 10, API 20, add-on 3: 79; the lane that fell back takes 66 and is hidden
        assertThat(report.time().lab()).isEqualTo(FakeLab.BOOT.multipliedBy(4).plusSeconds(19));
    }

    @Test
    void startsEtcdBeforeTheWorkersAreInstalled(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 1);
        var worker1 = lab.holds("AwaitInstalled dev-w-1", true);
        var addon = lab.holds("EnsureAddon cilium", true);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        addon.awaitBegin();
        assertThat(lab.count("EnsureEtcdBootstrapped dev")).isOne();
        assertThat(lab.count("AwaitNodesReady dev")).isZero();
        addon.release();
        worker1.release();

        assertThat(runs.report(run).changed()).isTrue();
    }

    @Test
    void writesNothingWhenThereIsNothingToDo(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(1, 0).isBuilt();
        var runs = Runs.on(env, worker, lab);

        var report = runs.report(runs.bootstrap());

        assertThat(report.changed()).isFalse();
        assertThat(lab.calls())
                .containsExactly(
                        "TakeLabSnapshot dev",
                        "CheckPreflight dev",
                        "PlanBootstrap dev",
                        "CheckClusterCriteria dev",
                        "RecordBootstrap dev");
    }

    @Test
    void plansWithoutWriting(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(3, 2);
        var runs = Runs.on(env, worker, lab);

        var plan = runs.plan(new BootstrapRequest("dev", null, null));

        assertThat(plan.changes()).hasSize(5);
        assertThat(lab.calls()).containsExactly("TakeLabSnapshot dev", "PlanBootstrap dev");
    }

    @Test
    void refusesAPlanThatHasChanged(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(1, 0);
        var runs = Runs.on(env, worker, lab);

        var failure = runs.failure(runs.bootstrap(new BootstrapRequest("dev", "hash-of-yesterday", null)));

        assertThat(failure.kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(failure.what()).contains("hash-of-yesterday", FakeLab.planHash(1, 0));
        assertThat(lab.calls()).doesNotContain("EnsureImage dev", "EnsureMachine dev-cp-1");
    }

    @Test
    void goesOnWithoutAskingWhenThePlanWasLookedAt(TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(1, 0).hasMachine("dev-cp-1", 200).needsConsent();
        var runs = Runs.on(env, worker, lab);

        var report = runs.report(runs.bootstrap(new BootstrapRequest("dev", FakeLab.planHash(1, 0), null)));

        assertThat(report.plan().isDestructive()).isTrue();
        assertThat(lab.notices).isEmpty();
    }

    @Test
    void asksBeforeAnythingDestructive(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).hasMachine("dev-cp-1", 200).needsConsent();
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        var question = runs.parked(run, "agree");
        assertThat(question.failure().line()).contains("UPDATE cluster/dev/machine/dev-cp-1", "its disk");
        assertThat(question.skippable()).isFalse();
        assertThat(lab.calls()).doesNotContain("EnsureImage dev");

        run.retry(Runs.answer(question));
        assertThat(runs.report(run).changed()).isTrue();
        assertThat(lab.count("EnsureMachine dev-cp-1")).isOne();
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of("lab", "TakeLabSnapshot dev"),
                Arguments.of("preflight", "CheckPreflight dev"),
                Arguments.of("plan", "PlanBootstrap dev"),
                Arguments.of("image", "EnsureImage dev"),
                Arguments.of("reserve", "ReserveMachines dev"),
                Arguments.of("secrets", "EnsureClusterSecrets dev"),
                Arguments.of("dev-cp-1/machine", "EnsureMachine dev-cp-1"),
                Arguments.of("dev-cp-1/running", "EnsureMachineRunning dev-cp-1"),
                Arguments.of("dev-cp-1/api", "AwaitMachineApi dev-cp-1"),
                Arguments.of("dev-cp-1/config", "EnsureMachineConfig dev-cp-1"),
                Arguments.of("dev-cp-1/installed", "AwaitInstalled dev-cp-1"),
                Arguments.of("etcd", "EnsureEtcdBootstrapped dev"),
                Arguments.of("credentials", "EnsureCredentials dev"),
                Arguments.of("api", "AwaitKubernetesApi dev"),
                Arguments.of("addon/cilium", "EnsureAddon cilium"),
                Arguments.of("nodes", "AwaitNodesReady dev"),
                Arguments.of("acceptance", "CheckClusterCriteria dev"),
                Arguments.of("evidence", "RecordBootstrap dev"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theFailureClassDecidesBetweenRetryAndAttentionAtEveryStep(
            String step, String call, TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).fails(call, FailureClass.TRANSIENT, FailureClass.RATE, FailureClass.CONFLICT);
        var people =
                Stream.of(FailureClass.values()).filter(c -> !c.retryable()).toList();
        people.forEach(kind -> lab.fails(call, kind));
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        for (int i = 0; i < people.size(); i++) {
            var item = runs.parked(run, step);
            assertThat(item.failure().kind()).isEqualTo(people.get(i));
            assertThat(item.failure().where()).isEqualTo("fake " + call);
            assertThat(item.revision()).isEqualTo(i + 1);
            assertThat(state(run, step)).isEqualTo(StepState.PARKED);
            run.retry(Runs.answer(item));
        }

        assertThat(runs.report(run).changed()).isTrue();
        assertThat(lab.count(call)).isEqualTo(3 + people.size() + 1);
        steps().map(a -> (String) a.get()[1])
                .filter(other -> !other.equals(call))
                .forEach(other -> assertThat(lab.count(other)).as(other).isOne());
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void anUnansweredFailureStaysParkedAndSaysWhatToDo(FailureClass kind, TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var lab = FakeLab.of(1, 0).fails("EnsureImage dev", kind);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        if (kind.retryable()) {
            assertThat(runs.report(run).changed()).isTrue();
            assertThat(lab.notices).isEmpty();
            return;
        }

        var notice = runs.notice();

        assertThat(notice.urgent()).isTrue();
        assertThat(notice.text()).contains("wait for the script to end");
        assertThat(run.progress().attention()).extracting(AttentionItem::id).containsExactly("image");
    }

    @Test
    void twoLanesParkAtOnceAndAreAnsweredInEitherOrder(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 2)
                .fails("EnsureMachine dev-w-1", FailureClass.CAPACITY)
                .fails("EnsureMachineRunning dev-w-2", FailureClass.AUTH);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        runs.notice();
        runs.notice();
        assertThat(run.progress().attention())
                .extracting(AttentionItem::id)
                .containsExactlyInAnyOrder("dev-w-1/machine", "dev-w-2/running");

        run.retry(Runs.answer(runs.item(run, "dev-w-2/running")));
        assertThat(runs.item(run, "dev-w-1/machine").revision()).isOne();
        run.retry(Runs.answer(runs.item(run, "dev-w-1/machine")));

        assertThat(runs.report(run).changed()).isTrue();
        assertThat(lab.count("EnsureMachine dev-w-1")).isEqualTo(2);
        assertThat(lab.count("EnsureMachineRunning dev-w-2")).isEqualTo(2);
        assertThat(lab.count("EnsureMachine dev-w-2")).isOne();
    }

    @Test
    void tellsAPersonOncePerParkedStep(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 2)
                .fails("EnsureMachine dev-w-1", FailureClass.CAPACITY)
                .fails("EnsureMachine dev-w-2", FailureClass.CAPACITY);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        runs.notice();
        runs.notice();

        run.retry(Runs.answer(runs.item(run, "dev-w-1/machine")));
        run.retry(Runs.answer(runs.item(run, "dev-w-2/machine")));
        runs.report(run);

        assertThat(lab.notices).isEmpty();
    }

    @Test
    void aSecondRunOfTheSameClusterTellsAPersonAgain(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).fails("EnsureImage dev", FailureClass.AUTH);
        var runs = Runs.on(env, worker, lab);
        var first = runs.bootstrap();
        var notice = runs.notice();
        run(first, runs);
        lab.fails("CheckPreflight dev", FailureClass.AUTH).fails("EnsureImage dev", FailureClass.AUTH);
        var second = runs.bootstrap(new BootstrapRequest("dev", null, null));

        var again = runs.notice();

        assertThat(again.key()).isNotEqualTo(notice.key());
        assertThat(again.key().replaceFirst("preflight", "image"))
                .as("the ledger of notices outlives a run: the same step of two runs is two keys")
                .isNotEqualTo(notice.key());
        assertThat(second.progress().attention()).hasSize(1);
    }

    private static void run(BootstrapCluster first, Runs runs) {
        first.retry(Runs.answer(runs.item(first, "image")));
        runs.report(first);
    }

    @Test
    void asksAPersonWhenANodeFallsBackToMaintenanceThreeTimes(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var lab = FakeLab.of(1, 0).fallsBack("dev-cp-1", 6);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        var first = runs.parked(run, "dev-cp-1/installed");
        assertThat(first.failure().what()).contains("maintenance");
        assertThat(lab.count("AwaitInstalled dev-cp-1")).isEqualTo(3);
        run.retry(Runs.answer(first));

        var second = runs.parked(run, "dev-cp-1/installed");
        assertThat(lab.count("AwaitInstalled dev-cp-1")).isEqualTo(6);
        run.retry(Runs.answer(second));

        assertThat(runs.report(run).changed()).isTrue();
        assertThat(lab.count("EnsureMachineConfig dev-cp-1")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AwaitMachineApi", "EnsureMachineConfig", "AwaitInstalled"})
    void aMachineThatLosesItsPowerIsSwitchedOnAgain(String call, TestWorkflowEnvironment env, Worker worker) {
        var lab = FakeLab.of(1, 0).losesPower(call + " dev-cp-1", 2);
        var runs = Runs.on(env, worker, lab);

        assertThat(runs.report(runs.bootstrap()).changed()).isTrue();

        assertThat(lab.count("EnsureMachineRunning dev-cp-1")).isEqualTo(3);
        assertThat(lab.count(call + " dev-cp-1")).isEqualTo(3);
    }

    @Test
    void asksAPersonWhenAMachineLosesItsPowerEachTime(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).losesPower("AwaitMachineApi dev-cp-1", 4);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        var item = runs.parked(run, "dev-cp-1/api");
        assertThat(item.failure().what()).contains("is powered off each time");
        assertThat(lab.count("EnsureMachineRunning dev-cp-1")).isEqualTo(3);
        run.retry(Runs.answer(item));

        assertThat(runs.report(run).changed()).isTrue();
    }

    @Test
    void goesOnWithAnAmendedLabFile(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 1).fails("EnsureMachine dev-w-1", FailureClass.CAPACITY);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        var parked = runs.parked(run, "dev-w-1/machine");

        lab.labFile(with(FakeLab.spec(1, 1), "snap-2", 1, "hw-smaller"));
        run.retry(Runs.amended(parked));

        assertThat(runs.report(run).snapshot()).isEqualTo("snap-2");
        assertThat(lab.count("TakeLabSnapshot dev")).isEqualTo(2);
        assertThat(lab.count("CheckPreflight dev")).isOne();
    }

    @Test
    void refusesAnAmendedLabFileThatChangesWhatIsFinished(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).fails("EnsureEtcdBootstrapped dev", FailureClass.CONFIG);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        var parked = runs.parked(run, "etcd");

        lab.labFile(with(FakeLab.spec(1, 0), "snap-2", 0, "hw-other"));
        run.retry(Runs.amended(parked));
        var refused = runs.parked(run, "etcd");
        assertThat(refused.failure().what()).contains("dev-cp-1", "already made");
        assertThat(lab.count("EnsureEtcdBootstrapped dev")).isOne();

        lab.labFile(FakeLab.spec(1, 0));
        run.retry(Runs.amended(refused));
        assertThat(runs.report(run).snapshot()).isEqualTo("snap-1");
    }

    @Test
    void anAmendedLabFileThatCannotBeReadParksAgain(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).fails("EnsureImage dev", FailureClass.CONFIG);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        var parked = runs.parked(run, "image");

        lab.fails("TakeLabSnapshot dev", FailureClass.CONFIG);
        run.retry(Runs.amended(parked));
        var unreadable = runs.parked(run, "image");

        assertThat(unreadable.failure().where()).isEqualTo("fake TakeLabSnapshot dev");
        assertThat(lab.count("EnsureImage dev")).isOne();
        run.retry(Runs.amended(unreadable));
        assertThat(runs.report(run).changed()).isTrue();
    }

    @Test
    void anAmendedLabFileReplacesTheOneThatTheCallerSaw(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0);
        lab.labFile(with(FakeLab.spec(1, 0), "snap-2", 0, "hw"));
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap(new BootstrapRequest("dev", null, "snap-1"));

        run.retry(Runs.amended(runs.parked(run, "lab")));

        assertThat(runs.report(run).snapshot()).isEqualTo("snap-2");
    }

    @Test
    void anImageAtHandIsInEverySnapshotOfTheRun(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).fails("EnsureImage dev", FailureClass.CONFIG);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap(new BootstrapRequest("dev", null, null, "/images/talos.iso"));

        run.retry(Runs.amended(runs.parked(run, "image")));

        assertThat(runs.report(run).changed()).isTrue();
        assertThat(lab.images()).containsExactly("/images/talos.iso", "/images/talos.iso");
    }

    @Test
    void abortRemovesWhatThisRunMadeAndNothingElse(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab =
                FakeLab.of(1, 2).hasMachine("dev-cp-1", 200).fails("EnsureMachineConfig dev-w-1", FailureClass.CONFIG);
        var other = lab.holds("EnsureMachine dev-w-2", true);
        var cilium = lab.holds("EnsureAddon cilium", false);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        var parked = runs.parked(run, "dev-w-1/config");
        other.awaitBegin();
        cilium.awaitBegin();

        run.abort(Runs.answer(parked));
        assertThat(lab.machineNames()).containsExactly("dev-cp-1", "dev-w-1");
        other.release();
        var said = runs.aborted(run);

        assertThat(said).contains("aborted at dev-w-1/config", "because the test says so", "is removed");
        assertThat(lab.machineNames()).containsExactly("dev-cp-1");
        assertThat(lab.calls())
                .filteredOn(c -> c.startsWith("Destroy"))
                .containsExactly("DestroyMachine dev-w-2", "DestroyMachine dev-w-1");
        assertThat(lab.calls()).doesNotContain("EnsureMachineRunning dev-w-2");
        assertThat(run.progress().attention()).isEmpty();
    }

    @Test
    void abortSaysWhatCouldNotBeRemovedAndRemovesTheRest(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 1)
                .fails("AwaitNodesReady dev", FailureClass.CONFIG)
                .fails("DestroyMachine dev-w-1", FailureClass.NOT_OURS)
                .fails("DestroyMachine dev-cp-1", FailureClass.TRANSIENT);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        run.abort(Runs.answer(runs.parked(run, "nodes")));

        assertThat(runs.aborted(run))
                .contains("aborted at nodes", "this is left: cluster/dev/machine/dev-w-1 (201)")
                .doesNotContain("cluster/dev/machine/dev-cp-1");
        assertThat(lab.machineNames()).containsExactly("dev-w-1");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void abortEndsTheRunAtEveryStep(String step, String call, TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var lab = FakeLab.of(1, 0).fails(call, FailureClass.AUTH);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        run.abort(Runs.answer(runs.parked(run, step)));

        assertThat(runs.aborted(run)).contains("aborted at " + step);
        var built = step.equals("acceptance") || step.equals("evidence");
        assertThat(lab.machineNames()).as("what is built stays").hasSize(built ? 1 : 0);
        assertThat(lab.busy()).isZero();
        assertThat(state(run, step)).isEqualTo(StepState.ABORTED);
    }

    @Test
    void aRefusedConsentLeavesAllAsItIs(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var lab = FakeLab.of(1, 0).hasMachine("dev-cp-1", 200).needsConsent();
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();

        run.abort(Runs.answer(runs.parked(run, "agree")));

        assertThat(runs.aborted(run)).contains("aborted at agree");
        assertThat(lab.machineNames()).containsExactly("dev-cp-1");
        assertThat(lab.calls()).containsExactly("TakeLabSnapshot dev", "CheckPreflight dev", "PlanBootstrap dev");
    }

    @Test
    void aRunThatIsCancelledWhileParkedEndsAndKeepsWhatItMade(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var lab = FakeLab.of(1, 0).fails("EnsureMachineRunning dev-cp-1", FailureClass.CONFIG);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        runs.parked(run, "dev-cp-1/running");

        WorkflowStub.fromTyped(run).cancel("enough");

        assertThat(runs.end(run)).isInstanceOf(CanceledFailure.class);
        assertThat(lab.machineNames()).containsExactly("dev-cp-1");
        assertThat(run.progress().attention()).isEmpty();
    }

    @Test
    void aCancelledRunEndsOnlyWhenNoActivityIsAtWorkAnyMore(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var lab = FakeLab.of(1, 2).fails("EnsureMachine dev-cp-1", FailureClass.CONFIG);
        var slow = lab.holds("EnsureMachine dev-w-1", true);
        lab.holds("EnsureMachine dev-w-2", false);
        var runs = Runs.on(env, worker, lab);
        var run = runs.bootstrap();
        slow.awaitBegin();
        runs.parked(run, "dev-cp-1/machine");

        WorkflowStub.fromTyped(run).cancel("enough");
        env.registerDelayedCallback(Duration.ofMillis(300), slow::release);

        assertThat(runs.end(run)).isInstanceOf(CanceledFailure.class);
        assertThat(lab.busy()).isZero();
    }

    private static StepState state(BootstrapCluster run, String step) {
        return run.progress().steps().stream()
                .filter(s -> s.id().equals(step))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static ClusterSpec with(ClusterSpec spec, String snapshot, int node, String hardware) {
        var nodes = new ArrayList<>(spec.nodes());
        var old = nodes.get(node);
        nodes.set(node, new NodeSpec(old.name(), old.role(), hardware, old.address()));
        return new ClusterSpec(
                new ClusterRef(spec.ref().cluster(), snapshot),
                spec.lab(),
                spec.epic(),
                spec.simulated(),
                spec.endpoint(),
                spec.talosVersion(),
                spec.kubernetesVersion(),
                spec.protectedFromDestroy(),
                List.copyOf(nodes),
                spec.addons(),
                spec.gitops());
    }
}
