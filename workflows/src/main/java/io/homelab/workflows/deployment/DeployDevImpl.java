package io.homelab.workflows.deployment;

import io.homelab.workflows.acceptance.RunAcceptance;
import io.homelab.workflows.acceptance.RunToCheck;
import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.deployment.DeploymentActivities.PushRequest;
import io.homelab.workflows.deployment.DeploymentReporting.Standing;
import io.homelab.workflows.deployment.DeploymentReporting.State;
import io.homelab.workflows.gitops.GitOpsActivities.Application;
import io.homelab.workflows.gitops.GitOpsActivities.Applications;
import io.homelab.workflows.gitops.GitOpsActivities.DeployedRequest;
import io.homelab.workflows.gitops.GitOpsActivities.LookRequest;
import io.homelab.workflows.gitops.GitOpsActivities.SyncRequest;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.failure.TemporalFailure;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runbook of a deployment: what the push changes of the cluster → what waits to be told is synced → everything runs it,
 * Synced and Healthy → GitHub and people know → acceptance.
 *
 * <p>What the applications say is the outcome. A Degraded one ends the run as failed instead of parking it: whoever pushed is
 * told, repairs it by the next push, and that one needs this run's id. What stands in the way of asking the applications at
 * all (Git, credentials, ArgoCD) still parks.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class DeployDevImpl extends AttendedRunBase implements DeployDev {
    private static final String EPIC = "3.5";
    private static final String LAB = "lab";
    private static final String PUSH = "push";
    private static final String LOOK = "look";
    private static final String SYNC = "sync";
    private static final String DEPLOYED = "deployed";
    private static final String TELL = "tell";
    private static final String ROOT = "root";
    private static final String ACCEPTANCE = "acceptance";
    private static final int NAMED = 5;
    private static final int SHORT = 12;

    private final Telling telling = new Telling();
    private @Nullable DeploymentSpec read;
    private @Nullable Push push;
    private boolean accepts;
    private @Nullable RunAcceptance acceptance;

    @WorkflowInit
    public DeployDevImpl(DeploymentRequest request) {
        super("Deploy to " + request.cluster());
        log.announce(LAB, "read the lab file");
        log.announce(PUSH, "what the commit changes of " + request.cluster());
    }

    @Override
    public DeploymentReport deploy(DeploymentRequest request) {
        read = runbook.step(
                LAB,
                path,
                s -> Ports.deployment(s).read(request),
                r -> Result.of("snapshot " + r.cluster().shortSnapshot()));
        about(spec().lab(), cluster(), EPIC, spec().simulated());

        phase("comparing");
        var what = new PushRequest(spec().cluster(), request.revision(), request.since());
        push = runbook.step(PUSH, path, s -> Ports.deployment(s).resolve(what), DeployDevImpl::describe);
        if (push.changed().isEmpty()) {
            return report(DeploymentOutcome.NO_CHANGES, unchanged(push)); // nobody is told: nothing has happened
        }

        phase("deploying");
        try {
            show(State.IN_PROGRESS, "waits until " + cluster() + " runs it");
            return seeThrough();
        } catch (TemporalFailure e) {
            // Cancelled or aborted: whoever looks at GitHub does not wait for it for ever.
            Workflow.newDetachedCancellationScope(() -> show(State.ERROR, "the run was stopped"))
                    .run();
            throw e;
        }
    }

    private DeploymentReport seeThrough() {
        log.announce(LOOK, "what ArgoCD knows of " + cluster());
        var seen = runbook.step(LOOK, path, s -> Ports.applications(s).look(all()), DeployDevImpl::describe);
        var manual = waitsToBeTold(seen);
        if (!manual.isEmpty()) {
            log.announce(SYNC, "sync what does not follow by itself: " + String.join(", ", manual));
        }
        log.announce(DEPLOYED, cluster() + " runs exactly that, and is healthy");
        log.announce(TELL, "people and GitHub know");
        // Deployments of before ended here.
        accepts = Workflow.getVersion(ACCEPTANCE, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;

        var trouble = new ArrayList<String>();
        if (!manual.isEmpty()) {
            sync(manual).trouble().ifPresent(trouble::add);
        }
        var others = push().applications().stream()
                .filter(name -> !manual.contains(name))
                .toList();
        var deployed = taken(DEPLOYED, s -> Ports.gitOps(s)
                .awaitDeployed(new DeployedRequest(spec().cluster(), push().commit(), others, true)));
        deployed.trouble().ifPresent(trouble::add);
        return end(trouble, deployed.newer());
    }

    /** ArgoCD syncs what it is not told to hold back; the rest is told here, where the commit changes it. */
    private List<String> waitsToBeTold(Applications seen) {
        return seen.applications().stream()
                .filter(app -> Boolean.FALSE.equals(app.automated()))
                .filter(app ->
                        push().changed().contains(app.name()) || !app.sync().equals("Synced"))
                .map(Application::name)
                .toList();
    }

    private Taken sync(List<String> names) {
        var request = new SyncRequest(spec().cluster(), push().commit(), execution() + "/" + SYNC, names);
        return taken(SYNC, s -> Ports.gitOps(s).sync(request));
    }

    private DeploymentReport end(List<String> trouble, Optional<String> newer) {
        if (!trouble.isEmpty()) {
            return told(DeploymentOutcome.FAILED, String.join("; ", trouble));
        }
        return newer.map(names -> told(
                        DeploymentOutcome.SUPERSEDED,
                        cluster() + " is Synced and Healthy, with newer commits of " + names))
                .orElseGet(() -> told(
                        DeploymentOutcome.DEPLOYED,
                        push().applications().size() + " applications are Synced and Healthy at "
                                + shortened(push().commit()) + "; changed: " + list(push().changed())));
    }

    private DeploymentReport told(DeploymentOutcome outcome, String why) {
        log.enter(TELL, StepState.RUNNING, null);
        show(state(outcome), why);
        telling.person(log.title(TELL), DeploymentNotice.of(execution(), spec(), outcome, why, push()));
        log.end(
                TELL,
                StepState.DONE,
                telling.notes().isEmpty() ? "told" : String.join("; ", telling.notes()),
                Duration.ZERO);
        if (accepts && outcome == DeploymentOutcome.DEPLOYED) {
            acceptance = accept();
        }
        return report(outcome, why);
    }

    /** Whoever waits for the outcome was told of it: nothing here changes it. */
    private RunAcceptance accept() {
        phase("accepting");
        log.announce(ROOT, "ArgoCD's own application has seen the commit");
        log.announce(ACCEPTANCE, "acceptance criteria of epics 1.4 and 3.5");
        // It looks at Git when its time comes, if nobody asks; what it says then are criteria, not the outcome.
        taken(ROOT, s -> Ports.gitOps(s)
                .awaitDeployed(new DeployedRequest(spec().cluster(), push().commit(), List.of(ROOT), true)));
        var run = new RunToCheck(spec().cluster(), RunToCheck.DEPLOYMENT, push().commit(), List.of());
        return runbook.skippable(
                ACCEPTANCE,
                path,
                s -> Ports.acceptance(s).checkRun(run),
                seen -> Result.of(seen.summary()),
                new RunAcceptance(List.of()));
    }

    private void show(State state, String detail) {
        var title = "Deploy " + shortened(push().commit()) + " to " + cluster() + ": " + push().subject();
        telling.standing(new Standing(spec().cluster(), execution(), push().commit(), title, state, detail));
    }

    private static State state(DeploymentOutcome outcome) {
        return switch (outcome) {
            case DEPLOYED -> State.SUCCESS;
            case NO_CHANGES, SUPERSEDED -> State.INACTIVE;
            case FAILED -> State.FAILURE;
        };
    }

    private DeploymentReport report(DeploymentOutcome outcome, String why) {
        phase(outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return new DeploymentReport(
                1,
                execution(),
                cluster(),
                spec().cluster().snapshot(),
                spec().simulated(),
                outcome,
                why,
                push,
                telling.notes(),
                timeSplit(),
                acceptance);
    }

    private Taken taken(String step, Function<String, Outcome> body) {
        return runbook.step(step, path, s -> Taken.of(() -> body.apply(s)), Taken::result);
    }

    private static Result describe(Push seen) {
        return Result.of(shortened(seen.commit())
                + (seen.changed().isEmpty() ? " changes nothing of it" : " changes " + list(seen.changed())));
    }

    private static Result describe(Applications seen) {
        return Result.of(seen.applications().size() + " applications");
    }

    private String unchanged(Push seen) {
        return "no changes for " + cluster() + " in " + shortened(seen.commit())
                + (seen.since() == null ? "" : " since " + shortened(seen.since()))
                + (seen.promotion() == null ? "" : ", which a promotion has made (" + seen.promotion() + ")");
    }

    private LookRequest all() {
        return new LookRequest(spec().cluster(), push().applications());
    }

    private String cluster() {
        return spec().cluster().cluster();
    }

    private static String list(List<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(SHORT, commit.length()));
    }

    private DeploymentSpec spec() {
        return there(read);
    }

    private Push push() {
        return there(push);
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a step was passed over");
        }
        return value;
    }
}
