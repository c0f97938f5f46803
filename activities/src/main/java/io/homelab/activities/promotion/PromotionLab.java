package io.homelab.activities.promotion;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.prometheus.Policies;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.PrometheusServer;
import io.homelab.lab.definition.Promotion;
import io.homelab.lab.definition.Rollout;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.PromotionSpec;
import io.homelab.workflows.topology.ClusterRef;
import java.util.Optional;

/** The promotion of one snapshot of the lab file. */
final class PromotionLab {
    private final OpenLab lab;
    private final Promotion promotion;

    private PromotionLab(OpenLab lab, Promotion promotion) {
        this.lab = lab;
        this.promotion = promotion;
    }

    /** CONFIG when the lab file has none. */
    static PromotionLab of(OpenLab lab) {
        return new PromotionLab(
                lab,
                Optional.ofNullable(lab.lab().promotion())
                        .orElseThrow(() -> new Problem(
                                FailureClass.CONFIG,
                                "the lab file has no promotion",
                                lab.properties().labFile().toString(),
                                "lab.example.yaml shows one")));
    }

    /** What watches a cluster. */
    PrometheusServer prometheus(String cluster) {
        var own = promotion.rollout().prometheus();
        return cluster.equals(promotion.to()) && own != null ? own : promotion.prometheus();
    }

    /** What a run needs to know; CONFIG when nothing is promoted to that cluster. */
    PromotionSpec spec(String to) {
        if (!promotion.to().equals(to)) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "nothing is promoted to " + to,
                    "lab.yaml promotion.to",
                    "it says " + promotion.to());
        }
        var factor = lab.lab().time().factor();
        var snapshot = lab.file().digest();
        return new PromotionSpec(
                new ClusterRef(promotion.from(), snapshot),
                new ClusterRef(to, snapshot),
                lab.lab().name(),
                lab.lab().simulated(),
                Policies.of(promotion.gate(), factor),
                Policies.of(promotion, factor),
                promotion.rollout().forwardOnly() == Rollout.Phase.LAST,
                ApprovalPolicies.of(promotion.approval()));
    }
}
