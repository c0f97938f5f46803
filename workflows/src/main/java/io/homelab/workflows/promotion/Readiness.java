package io.homelab.workflows.promotion;

import static io.homelab.workflows.promotion.PromotionSteps.GO_AHEAD;
import static io.homelab.workflows.promotion.PromotionSteps.RECHECK;

import io.homelab.workflows.attention.Runbook;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.promotion.GoAheadActivities.GoAheadRequest;
import io.homelab.workflows.promotion.PromotionReport.Proof;

/** What must hold when a promotion begins to write, after people and freezes took their time. */
final class Readiness {
    private final Runbook runbook;
    private final CriticalPath path;
    private final PromotionSpec spec;
    private int looks;

    Readiness(Runbook runbook, CriticalPath path, PromotionSpec spec) {
        this.runbook = runbook;
        this.path = path;
        this.spec = spec;
    }

    /** Waits until nothing forbids it; what the source showed last, which is not stable when it must not begin. */
    Proof await(Release release) {
        while (true) {
            var seen = look(release);
            if (seen.verdict() != Verdict.STABLE) {
                return seen;
            }
            var request = new GoAheadRequest(spec.to(), true);
            var free = runbook.step(GO_AHEAD, path, s -> Ports.goAhead(s).awaitGoAhead(request), Result::of);
            // Who had to wait looks again.
            if (free.waited().compareTo(spec.gate().interval()) <= 0) {
                return seen;
            }
        }
    }

    private Proof look(Release release) {
        return new Soaking(runbook, path, release)
                .watch(
                        RECHECK,
                        RECHECK + "-" + ++looks,
                        spec.from(),
                        spec.gate().again(),
                        release.commit(),
                        release.changes());
    }
}
