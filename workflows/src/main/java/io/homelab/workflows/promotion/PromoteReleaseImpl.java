package io.homelab.workflows.promotion;

import static io.homelab.workflows.promotion.PromotionSteps.*;

import io.homelab.workflows.acceptance.RunAcceptance;
import io.homelab.workflows.attention.Aborted;
import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.attention.Ticket;
import io.homelab.workflows.deployment.DeploymentReporting.Standing;
import io.homelab.workflows.deployment.DeploymentReporting.State;
import io.homelab.workflows.deployment.Telling;
import io.homelab.workflows.gitops.GitOpsActivities.DeployedRequest;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseActivities.ReleaseRequest;
import io.homelab.workflows.gitops.ReleaseMember;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.promotion.PromotionReport.Proof;
import io.homelab.workflows.promotion.governance.ApprovalAnswer;
import io.homelab.workflows.promotion.governance.ApprovalDecision;
import io.homelab.workflows.promotion.governance.ApprovalDesk;
import io.homelab.workflows.promotion.governance.ApprovalNotice;
import io.homelab.workflows.promotion.governance.ApprovalQuestion;
import io.homelab.workflows.promotion.governance.ApprovalView;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runbook of a promotion: resolve the release → the source runs exactly that → soak → approval → the source is healthy
 * still → no freeze, no halt → wave by wave on the target, with a gate after each → verify → acceptance → evidence. Whatever
 * goes wrong, what can go back is all new or all old at the end.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class PromoteReleaseImpl extends AttendedRunBase implements PromoteRelease {
    private static final String EPIC = "3.5";

    private final PromotionRequest request;
    private final ApprovalDesk approvals = new ApprovalDesk(this::asked);
    private final Telling telling = new Telling();
    private @Nullable PromotionSpec read;
    private @Nullable Release release;
    private @Nullable Proof proof;
    private @Nullable ApprovalDecision decision;
    private @Nullable Proof recheck;
    private @Nullable Rollout rollout;
    private boolean accepts;
    private @Nullable RunAcceptance acceptance;
    private @Nullable State standing;

    @WorkflowInit
    public PromoteReleaseImpl(PromotionRequest request) {
        super("Promote to " + request.cluster());
        this.request = request;
        log.announce(LAB, "read the lab file");
    }

    @Override
    public PromotionReport promote(PromotionRequest request) {
        read = runbook.step(
                LAB, path, s -> Ports.lab(s).read(request), r -> Result.of("snapshot " + r.to().shortSnapshot()));
        about(spec().lab(), spec().to().cluster(), EPIC, spec().simulated());
        announce(log, spec());

        phase("proving");
        release = runbook.step(RELEASE, path, s -> Ports.releases(s).resolve(what(request.revision())), this::describe);
        if (release().changes().isEmpty()) {
            return end(
                    PromotionOutcome.NO_CHANGES,
                    "nothing differs from " + Lines.shortened(release().commit()));
        }
        runbook.step(DEPLOYED, path, s -> Ports.gitOps(s).awaitDeployed(source()), Result::of);
        proof = new Soaking(runbook, path, release())
                .watch(
                        SOAK,
                        spec().from(),
                        spec().gate(),
                        release().commit(),
                        release().changes());
        if (proof.verdict() != Verdict.STABLE) {
            return end(PromotionOutcome.NOT_PROVED, spec().from().cluster() + ": " + proof.why());
        }

        phase("asking");
        var readiness = new Readiness(runbook, path, spec());
        do {
            decision = ask();
            if (!decision.goesOn()) {
                return end(PromotionOutcome.REJECTED, decision.why());
            }
            recheck = readiness.await(release());
            if (recheck.verdict() != Verdict.STABLE) {
                return end(
                        PromotionOutcome.NOT_PROVED,
                        spec().from().cluster() + ", after the approval: " + recheck.why());
            }
        } while (targetHasMoved());

        phase("promoting");
        try {
            return bring();
        } catch (TemporalFailure e) {
            Workflow.newDetachedCancellationScope(this::leave).run();
            throw e;
        }
    }

    /** Cancelled or aborted where nothing goes back: nobody shall wait for its end. */
    private void leave() {
        if (standing == State.IN_PROGRESS
                && Workflow.getVersion("leave", Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION) {
            show(State.ERROR, "it was stopped before its end");
        }
    }

    /** Whether the approval was for another change; what is asked then is about what is there now. */
    private boolean targetHasMoved() {
        var approved = release().diff();
        release = runbook.step(
                RELEASE, path, s -> Ports.releases(s).resolve(what(release().commit())), this::describe);
        return !release.diff().equals(approved);
    }

    private ApprovalDecision ask() {
        asksPeople(true);
        try {
            log.enter(
                    APPROVAL,
                    StepState.PARKED,
                    "homelab promote approve " + Workflow.getInfo().getWorkflowId());
            var answer = approvals.ask(APPROVAL, Asked.of(request.cluster(), release(), proof), spec().approval());
            log.end(APPROVAL, answer.goesOn() ? StepState.DONE : StepState.ABORTED, answer.why(), Duration.ZERO);
            return answer;
        } finally { // a cancelled run asks nobody any more
            asksPeople(false);
        }
    }

    private PromotionReport bring() {
        rollout = new Rollout(log, runbook, path, spec(), release(), execution());
        var parts = Part.of(release().changes(), spec().forwardOnlyLast());
        parts.forEach(part -> announce(log, spec(), part));
        // Promotions of before were not checked.
        accepts = Workflow.getVersion(ACCEPTANCE, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        announceEnd(log, spec(), accepts);
        show(State.IN_PROGRESS, "proved on " + spec().from().cluster() + ", " + approved());
        for (var part : parts) {
            var trouble = part.forwardOnly() ? forward(part) : reversible(part);
            if (trouble != null) {
                return trouble;
            }
        }
        phase("verifying");
        var target = new DeployedRequest(spec().to(), rollout.commit(), names());
        runbook.step(VERIFY, path, s -> Ports.gitOps(s).awaitDeployed(target), Result::of);
        return end(PromotionOutcome.PROMOTED, "proved on " + spec().from().cluster() + ", " + approved());
    }

    private @Nullable PromotionReport reversible(Part part) {
        Optional<String> trouble;
        try {
            trouble = rollout().bring(part);
        } catch (TemporalFailure e) {
            // Cancelled or aborted in the middle: the run ends so, but not half-way.
            Workflow.newDetachedCancellationScope(() -> back(part, "the promotion was stopped"))
                    .run();
            throw e;
        }
        return trouble.map(why -> back(part, why)).orElse(null);
    }

    private PromotionReport back(Part part, String why) {
        phase("going back");
        rollout().back(part, why);
        return end(PromotionOutcome.ROLLED_BACK, why);
    }

    private @Nullable PromotionReport forward(Part part) {
        try {
            rollout().bring(part);
            return null;
        } catch (ApplicationFailure e) {
            if (Aborted.is(e)) {
                return end(PromotionOutcome.FORWARD_ONLY_LEFT, e.getOriginalMessage());
            }
            throw e;
        }
    }

    private PromotionReport end(PromotionOutcome outcome, String why) {
        if (rollout != null) {
            show(outcome == PromotionOutcome.PROMOTED ? State.SUCCESS : State.FAILURE, why);
        }
        log.announce(EVIDENCE, "signed evidence");
        var notice = PromotionNotice.of(report(outcome, why));
        if (accepts && outcome == PromotionOutcome.PROMOTED) {
            telling.person("tell a person: " + notice.title(), notice); // a criterion looks for it
            acceptance = new Accepting(runbook, path).check(spec(), release(), there(proof), there(recheck));
        } else {
            tell(notice);
        }
        var report = report(outcome, why);
        var kept = runbook.step(EVIDENCE, path, s -> Ports.evidence(s).record(report), e -> Result.of(e.location()));
        phase(outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        return report.with(kept);
    }

    private PromotionReport report(PromotionOutcome outcome, String why) {
        return new PromotionReport(
                1,
                execution(),
                spec().from().cluster(),
                spec().to().cluster(),
                spec().to().snapshot(),
                spec().simulated(),
                outcome,
                why,
                release,
                proof,
                decision,
                recheck,
                rollout == null ? List.of() : rollout.reports(),
                telling.notes(),
                timeSplit(),
                null,
                acceptance);
    }

    private Result describe(Release seen) {
        var changes = seen.changes();
        return Result.of(Lines.shortened(seen.commit())
                + (changes.isEmpty()
                        ? ", nothing to promote"
                        : ", " + changes.size() + " of " + seen.members().size() + " change"));
    }

    private ReleaseRequest what(@Nullable String revision) {
        return new ReleaseRequest(spec().from(), spec().to().cluster(), revision, request.only());
    }

    private DeployedRequest source() {
        return new DeployedRequest(spec().from(), release().commit(), names());
    }

    private List<String> names() {
        return release().changes().stream().map(ReleaseMember::name).toList();
    }

    /** GitHub knows what is begun, and how it ended; who cannot be told is a note of the report. */
    private void show(State state, String detail) {
        standing = state;
        var title = "Promote " + Lines.shortened(release().commit()) + " to "
                + spec().to().cluster() + ": " + release().subject();
        telling.standing(new Standing(spec().to(), execution(), release().commit(), title, state, detail));
    }

    private String approved() {
        return decision == null ? "nobody was asked" : decision.why();
    }

    private void asked(ApprovalQuestion question) {
        tell(ApprovalNotice.of(
                Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getFirstExecutionRunId(), question));
    }

    @Override
    public ApprovalView approval() {
        return approvals.view();
    }

    @Override
    public Ticket approve(ApprovalAnswer answer) {
        return approvals.accept(true, answer);
    }

    @Override
    public Ticket reject(ApprovalAnswer answer) {
        return approvals.accept(false, answer);
    }

    @Override
    public void canApprove(ApprovalAnswer answer) {
        approvals.check(true, answer);
    }

    @Override
    public void canReject(ApprovalAnswer answer) {
        approvals.check(false, answer);
    }

    private PromotionSpec spec() {
        return there(read);
    }

    private Release release() {
        return there(release);
    }

    private Rollout rollout() {
        return there(rollout);
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a step was passed over");
        }
        return value;
    }
}
