package io.homelab.workflows.promotion;

import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.promotion.PromotionReport.Proof;
import io.homelab.workflows.promotion.governance.Shown;
import org.jspecify.annotations.Nullable;

/** What a promotion shows when it asks for approval. */
final class Asked {
    private Asked() {}

    static Shown of(String cluster, Release release, @Nullable Proof proof) {
        var samples =
                proof == null || proof.samples() == null ? "" : proof.samples().digest();
        return new Shown(
                cluster,
                release.commit(),
                release.subject(),
                release.author(),
                release.diff(),
                release.changes().stream().map(Lines::of).toList(),
                proof == null ? "not watched" : proof.why(),
                samples);
    }
}
