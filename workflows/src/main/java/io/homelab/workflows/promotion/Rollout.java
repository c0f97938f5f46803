package io.homelab.workflows.promotion;

import io.homelab.workflows.attention.Runbook;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.gitops.GitOpsActivities.SyncRequest;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.TreeChange;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.progress.StepLog;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.promotion.GoAheadActivities.GoAheadRequest;
import io.homelab.workflows.promotion.PromotionEvidenceActivities.Content;
import io.homelab.workflows.promotion.PromotionEvidenceActivities.ProvedRequest;
import io.homelab.workflows.promotion.PromotionReport.Proof;
import io.homelab.workflows.promotion.PromotionReport.StageReport;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a release to the target wave by wave, with a gate after each. What can go back is all new or all old afterwards:
 * one commit holds it, and when a wave is not taken well, one commit takes it back and all that was synced is synced again.
 */
final class Rollout {
    /** An application that says this about a release is not taken well; anything else is no judgement of the release. */
    private static final Set<FailureClass> VERDICTS =
            EnumSet.of(FailureClass.CONFIG, FailureClass.CAPACITY, FailureClass.TRANSIENT);

    private final StepLog log;
    private final Runbook runbook;
    private final CriticalPath path;
    private final PromotionSpec spec;
    private final Release release;
    private final Soaking soaking;
    private final List<StageReport> reports = new ArrayList<>();
    private final String run;
    private String commit;

    private final List<Stage> tried = new ArrayList<>();

    /** @param run the execution, by which each write is found again */
    Rollout(StepLog log, Runbook runbook, CriticalPath path, PromotionSpec spec, Release release, String run) {
        this.log = log;
        this.runbook = runbook;
        this.path = path;
        this.spec = spec;
        this.release = release;
        this.soaking = new Soaking(runbook, path, release);
        this.run = run;
        this.commit = release.head();
    }

    /** What was tried, in order. */
    List<StageReport> reports() {
        return List.copyOf(reports);
    }

    /** The newest commit of this promotion. */
    String commit() {
        return commit;
    }

    /** Brings stages that share a commit; the trouble of the first that is not taken well. */
    Optional<String> bring(Part part) {
        tried.clear();
        commit = runbook.step(
                        PromotionSteps.commit(part),
                        path,
                        s -> unhalted(s, () -> Ports.commits(s).commit(request(part))),
                        c -> Result.of(Lines.shortened(c.commit()) + (c.made() ? "" : ", made by an earlier attempt")))
                .commit();
        for (var stage : part.stages()) {
            tried.add(stage);
            var watch = PromotionSteps.watch(stage);
            var trouble = bring(stage, commit, watch);
            for (int again = 2; trouble.isPresent() && part.forwardOnly(); again++) {
                stuck(stage, trouble.get());
                trouble = bring(stage, commit, watch + "-" + again);
            }
            if (trouble.isPresent()) {
                return trouble.map(why -> stage.title() + ": " + why);
            }
        }
        return Optional.empty();
    }

    /** Takes back what was brought: the content first, then every wave that was tried, the last one first. */
    void back(Part part, String why) {
        agree(part, why);
        var changes = part.members().stream()
                .map(member -> new TreeChange(member.name(), member.group(), member.content(), member.before()))
                .toList();
        var subject = "Take back " + Lines.shortened(release.commit()) + " from "
                + spec.to().cluster();
        commit = runbook.step(
                        PromotionSteps.BACK,
                        path,
                        s -> unhalted(s, () -> Ports.commits(s)
                                .commit(new CommitRequest(
                                        spec.to(), run + "/" + PromotionSteps.BACK, changes, null, subject, why))),
                        c -> Result.of(Lines.shortened(c.commit())))
                .commit();
        for (var stage : tried.reversed()) {
            var outcome = runbook.step(
                    PromotionSteps.back(stage),
                    path,
                    s -> unhalted(s, () -> Ports.gitOps(s)
                            .sync(new SyncRequest(
                                    spec.to(), commit, run + "/" + PromotionSteps.back(stage), stage.names()))),
                    Result::of);
            reports.add(new StageReport(stage.title(), commit, stage.names(), true, null, null));
            Workflow.getLogger(Rollout.class).info("{} is back: {}", stage.title(), outcome.summary());
        }
    }

    private CommitRequest request(Part part) {
        var changes = part.members().stream()
                .map(member -> new TreeChange(member.name(), member.group(), member.before(), member.content()))
                .toList();
        return new CommitRequest(
                spec.to(),
                run + "/" + part.id(),
                changes,
                release.commit(),
                "Promote " + Lines.shortened(release.commit()) + " to "
                        + spec.to().cluster(),
                release.subject() + "\n\n" + Lines.of(part.members()));
    }

    /** @param samples what the samples are called: those of the time before have their verdict, and it stays */
    private Optional<String> bring(Stage stage, String commit, String samples) {
        var synced = runbook.step(PromotionSteps.sync(stage), path, s -> sync(s, stage, commit), Synced::result);
        if (synced.trouble() != null) {
            return report(stage, commit, null, synced.trouble());
        }
        var proof =
                soaking.watch(PromotionSteps.watch(stage), samples, spec.to(), spec.rollout(), commit, stage.members());
        return report(stage, commit, proof, proof.verdict() == Verdict.STABLE ? null : proof.why());
    }

    private Optional<String> report(Stage stage, String commit, @Nullable Proof proof, @Nullable String trouble) {
        reports.add(new StageReport(stage.title(), commit, stage.names(), false, proof, trouble));
        return Optional.ofNullable(trouble);
    }

    /** What came of a sync; trouble is the application's, and says something about the release. */
    private record Synced(
            @Nullable Outcome outcome, @Nullable String trouble) {
        Result result() {
            return outcome == null ? Result.of("not taken well: " + trouble) : Result.of(outcome);
        }
    }

    private Synced sync(String summary, Stage stage, String commit) {
        try {
            var sync = new SyncRequest(spec.to(), commit, run + "/" + stage.id(), stage.names());
            return new Synced(unhalted(summary, () -> Ports.gitOps(summary).sync(sync)), null);
        } catch (ActivityFailure e) {
            var failure = Failures.of(e);
            if (e.getCause() instanceof CanceledFailure || !VERDICTS.contains(failure.kind())) {
                throw e;
            }
            return new Synced(null, failure.what());
        }
    }

    /** A write that a halt has stopped has not failed: it waits for the go-ahead, and is tried again. */
    private <T> T unhalted(String summary, Supplier<T> write) {
        while (true) {
            try {
                return write.get();
            } catch (ActivityFailure e) {
                if (e.getCause() instanceof CanceledFailure || !Halted.is(Failures.of(e))) {
                    throw e;
                }
            }
            Ports.goAhead(summary).awaitGoAhead(new GoAheadRequest(spec.to(), false));
        }
    }

    private void stuck(Stage stage, String why) {
        var id = stage.id() + "/stuck";
        log.announce(id, stage.title() + " is not taken well, and cannot go back");
        runbook.ask(
                id,
                new FailureReport(
                        FailureClass.CONFIG,
                        why,
                        spec.to().cluster() + " " + String.join(", ", stage.names()),
                        "repair it where it is, then retry; abort leaves it as it is"));
    }

    /** Never goes back to what nobody has proved without asking. */
    private void agree(Part part, String why) {
        log.announce(PromotionSteps.AGREE_BACK, "what it goes back to was proved");
        log.announce(PromotionSteps.BACK, "commit of what was there before");
        tried.reversed()
                .forEach(stage -> log.announce(
                        PromotionSteps.back(stage), stage.title() + " is back: " + String.join(", ", stage.names())));
        var contents = part.members().stream()
                .filter(member -> member.before() != null)
                .map(member -> new Content(member.name(), member.before()))
                .toList();
        var proved = runbook.step(
                PromotionSteps.AGREE_BACK,
                path,
                s -> Ports.evidence(s).proved(new ProvedRequest(spec.to(), contents)),
                p -> Result.of(
                        p.unproved().isEmpty() ? "proved by an earlier promotion" : "not proved: " + p.unproved()));
        if (!proved.unproved().isEmpty()) {
            runbook.ask(
                    PromotionSteps.AGREE_BACK,
                    new FailureReport(
                            FailureClass.CONFIG,
                            why + "; nothing proves what " + spec.to().cluster() + " had before of "
                                    + String.join(", ", proved.unproved()),
                            null,
                            "retry goes back to it nevertheless, abort leaves everything as it is now"));
        }
    }
}
