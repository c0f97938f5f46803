package io.homelab.workflows.promotion;

import io.homelab.workflows.acceptance.GateSamples;
import io.homelab.workflows.acceptance.RunAcceptance;
import io.homelab.workflows.acceptance.RunToCheck;
import io.homelab.workflows.attention.Runbook;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.promotion.PromotionReport.Proof;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The acceptance criteria that a promotion proves when it is through. */
final class Accepting {
    private final Runbook runbook;
    private final CriticalPath path;

    Accepting(Runbook runbook, CriticalPath path) {
        this.runbook = runbook;
        this.path = path;
    }

    RunAcceptance check(PromotionSpec spec, Release release, Proof soak, Proof recheck) {
        var gates = Stream.of(samples(PromotionSteps.SOAK, soak), samples(PromotionSteps.RECHECK, recheck))
                .flatMap(Optional::stream)
                .toList();
        var run = new RunToCheck(spec.from(), RunToCheck.PROMOTION, release.commit(), gates);
        return runbook.skippable(
                PromotionSteps.ACCEPTANCE,
                path,
                s -> Ports.acceptance(s).checkRun(run),
                seen -> Result.of(seen.summary()),
                new RunAcceptance(List.of()));
    }

    private static Optional<GateSamples> samples(String gate, Proof proof) {
        return Optional.ofNullable(proof.samples())
                .map(samples -> new GateSamples(gate, samples.location(), samples.digest()));
    }
}
