package io.homelab.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.workflows.acceptance.RunToCheck;
import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.deployment.DeploymentReporting.Standing;
import io.homelab.workflows.deployment.DeploymentReporting.State;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TestServers;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DeployDevTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Deployments.extension();

    private final FakeDev dev = new FakeDev();

    @Test
    void everyApplicationOfTheClusterIsWaitedForAndPeopleAreToldWhichCommit(TestWorkflowEnvironment env, Worker worker)
            throws Exception {
        var run = start(env, worker);

        var report = Deployments.report(run);

        assertThat(report.outcome()).as(report.why()).isEqualTo(DeploymentOutcome.DEPLOYED);
        assertThat(dev.calls)
                .containsExactly(
                        "look [databases, grafana, whoami]",
                        "await [databases, grafana, whoami] or later",
                        "await [root] or later",
                        "check after SUCCESS and 1 notices");
        assertThat(report.why()).contains("3 applications are Synced and Healthy", "changed: grafana");
        assertThat(report.notes()).isEmpty();
        assertThat(report.time().lab()).as("the applications, then root").isEqualTo(Duration.ofSeconds(40));
        assertThat(dev.shown)
                .extracting(Standing::state, Standing::commit, Standing::title)
                .containsExactly(
                        tuple(State.IN_PROGRESS, FakeDev.COMMIT, "Deploy cccccccccccc to dev: Grafana 12.2"),
                        tuple(State.SUCCESS, FakeDev.COMMIT, "Deploy cccccccccccc to dev: Grafana 12.2"));
        assertThat(dev.shown).extracting(Standing::run).containsOnly(report.run());
        assertThat(dev.notices).singleElement().satisfies(notice -> {
            assertThat(notice.title()).isEqualTo("dev: deployed (rehearsed)");
            assertThat(notice.text()).contains(FakeDev.COMMIT + " Grafana 12.2", "grafana");
            assertThat(notice.urgent()).isFalse();
            assertThat(notice.runId()).isEqualTo("deployment-dev");
        });
        WorkflowReplayer.replayWorkflowExecution(env.getWorkflowClient().fetchHistory("deployment-dev"), worker);
    }

    @Test
    void whatADeploymentProvesIsCheckedAndChangesNoOutcome(TestWorkflowEnvironment env, Worker worker) {
        var run = start(env, worker);
        var report = Deployments.report(run);

        assertThat(report.outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);
        assertThat(dev.checked)
                .containsExactly(new RunToCheck(new ClusterRef("dev", "s1"), "deployment", FakeDev.COMMIT, List.of()));
        assertThat(report.acceptance()).isNotNull().satisfies(acceptance -> {
            assertThat(acceptance.epics()).singleElement().satisfies(epic -> assertThat(epic.isGreen())
                    .isFalse());
            assertThat(acceptance.summary()).isEqualTo("epic 3.5: 1 of 2 criteria hold");
        });
        assertThat(run.progress().steps())
                .filteredOn(step -> step.id().equals("acceptance"))
                .singleElement()
                .satisfies(step -> assertThat(step.detail()).isEqualTo("epic 3.5: 1 of 2 criteria hold"));
    }

    @Test
    void whatDidNotComeThroughProvesNothing(TestWorkflowEnvironment env, Worker worker) {
        dev.waiting = FakeDev.failure(FailureClass.CONFIG, "grafana: Deployment grafana is Degraded");

        assertThat(Deployments.report(start(env, worker)).acceptance()).isNull();

        assertThat(dev.checked).isEmpty();
    }

    @Test
    void aRootThatDoesNotComeToTheCommitIsACriterionAndNotTheOutcome(TestWorkflowEnvironment env, Worker worker) {
        dev.waitingForRoot = FakeDev.failure(FailureClass.TRANSIENT, "gave up waiting; last seen: root: OutOfSync");

        var report = Deployments.report(start(env, worker));

        assertThat(report.outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);
        assertThat(report.acceptance()).isNotNull();
    }

    @Test
    void whatChangesNothingOfTheClusterIsNotWaitedFor(TestWorkflowEnvironment env, Worker worker) {
        dev.changed = List.of();
        dev.promotion = "promotion-prod/1/release";

        var report = Deployments.report(start(env, worker));

        assertThat(report.outcome()).isEqualTo(DeploymentOutcome.NO_CHANGES);
        assertThat(report.why())
                .isEqualTo("no changes for dev in cccccccccccc since bbbbbbbbbbbb, which a promotion has made"
                        + " (promotion-prod/1/release)");
        assertThat(dev.calls).isEmpty();
        assertThat(dev.shown).isEmpty();
        assertThat(dev.notices).isEmpty();
    }

    @Test
    void aDegradedApplicationIsTheOutcomeInItsOwnWords(TestWorkflowEnvironment env, Worker worker) {
        dev.waiting = FakeDev.failure(FailureClass.CONFIG, "grafana: Deployment grafana is Degraded: no such image");

        var report = Deployments.report(start(env, worker));

        assertThat(report.outcome()).isEqualTo(DeploymentOutcome.FAILED);
        assertThat(report.why()).isEqualTo("grafana: Deployment grafana is Degraded: no such image");
        assertThat(dev.shown.getLast().state()).isEqualTo(State.FAILURE);
        assertThat(dev.shown.getLast().detail()).isEqualTo(report.why());
        assertThat(dev.notices).singleElement().satisfies(notice -> {
            assertThat(notice.urgent()).isTrue();
            assertThat(notice.text()).contains("no such image", FakeDev.COMMIT);
        });
    }

    @Test
    void whatDoesNotComeInTimeIsAFailureToo(TestWorkflowEnvironment env, Worker worker) {
        dev.waiting = FakeDev.failure(FailureClass.TRANSIENT, "gave up waiting; last seen: grafana: is Progressing");

        assertThat(Deployments.report(start(env, worker)).outcome()).isEqualTo(DeploymentOutcome.FAILED);
    }

    @Test
    void aNewerCommitThatTookItsPlaceIsNoFailure(TestWorkflowEnvironment env, Worker worker) {
        dev.newer = "grafana";

        var report = Deployments.report(start(env, worker));

        assertThat(report.outcome()).isEqualTo(DeploymentOutcome.SUPERSEDED);
        assertThat(report.why()).isEqualTo("dev is Synced and Healthy, with newer commits of grafana");
        assertThat(dev.shown.getLast().state()).isEqualTo(State.INACTIVE);
    }

    @Test
    void whatDoesNotFollowByItselfIsSyncedWhereTheCommitChangesIt(TestWorkflowEnvironment env, Worker worker) {
        dev.manual = "grafana";

        assertThat(Deployments.report(start(env, worker)).outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);

        assertThat(dev.calls).contains("sync [grafana]", "await [databases, whoami] or later");
    }

    @Test
    void whatDoesNotFollowByItselfAndIsAsItWasIsNotSynced(TestWorkflowEnvironment env, Worker worker) {
        dev.manual = "databases";

        assertThat(Deployments.report(start(env, worker)).outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);

        assertThat(dev.calls).noneMatch(call -> call.startsWith("sync"));
    }

    @Test
    void whatIsInTheWayOfAskingParks(TestWorkflowEnvironment env, Worker worker) {
        dev.looking = FakeDev.failure(FailureClass.CONFIG, "ArgoCD is not installed");
        var run = start(env, worker);

        var item = TestServers.parked(env, run, "look");
        dev.looking = null;
        run.retry(new Decision(item.id(), item.revision(), "ada", null, false));

        assertThat(Deployments.report(run).outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);
    }

    @Test
    void credentialsAreNoJudgementOfTheCommit(TestWorkflowEnvironment env, Worker worker) {
        dev.waiting = FakeDev.failure(FailureClass.AUTH, "the kubeconfig is refused");
        var run = start(env, worker);

        assertThat(TestServers.parked(env, run, "deployed").failure().kind()).isEqualTo(FailureClass.AUTH);
    }

    @Test
    void whoCannotBeToldIsANote(TestWorkflowEnvironment env, Worker worker) {
        dev.telling = FakeDev.failure(FailureClass.AUTH, "ntfy refuses to publish");

        var report = Deployments.report(start(env, worker));

        assertThat(report.outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);
        assertThat(report.notes()).containsExactly("nobody could be told: ntfy refuses to publish");
    }

    @Test
    void whereItCannotBeShownIsANoteToo(TestWorkflowEnvironment env, Worker worker) {
        dev.showing = FakeDev.failure(FailureClass.AUTH, "the token may not do that");

        var report = Deployments.report(start(env, worker));

        assertThat(report.outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);
        assertThat(report.notes())
                .containsExactly(
                        "GitHub does not show that it is in progress: the token may not do that",
                        "GitHub does not show that it is success: the token may not do that");
    }

    @Test
    void aPlaceThatIsAwayHoldsADeploymentUpForMinutesAtMost(TestWorkflowEnvironment env, Worker worker) {
        dev.showing = Failures.toApplicationFailure(new FailureReport(FailureClass.TRANSIENT, "no answer", null, null));

        var report = Deployments.report(start(env, worker));

        assertThat(report.outcome()).isEqualTo(DeploymentOutcome.DEPLOYED);
        assertThat(report.notes()).hasSize(2).allSatisfy(note -> assertThat(note)
                .endsWith(": no answer"));
        assertThat(report.time().total()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void whereNoPlaceIsNamedItIsAskedOnce(TestWorkflowEnvironment env, Worker worker) {
        dev.place = null;

        assertThat(Deployments.report(start(env, worker)).notes()).isEmpty();

        assertThat(dev.shown).hasSize(1);
    }

    @Test
    void aRunThatIsStoppedIsShownAsOneThatHasNoOutcome(TestWorkflowEnvironment env, Worker worker) {
        dev.looking = FakeDev.failure(FailureClass.CONFIG, "ArgoCD is not installed");
        var run = start(env, worker);
        TestServers.parked(env, run, "look");

        WorkflowStub.fromTyped(run).cancel();

        assertThatThrownBy(() -> Deployments.report(run)).hasRootCauseInstanceOf(CanceledFailure.class);
        assertThat(dev.shown.getLast().state()).isEqualTo(State.ERROR);
    }

    private DeployDev start(TestWorkflowEnvironment env, Worker worker) {
        return Deployments.start(env, worker, dev);
    }
}
