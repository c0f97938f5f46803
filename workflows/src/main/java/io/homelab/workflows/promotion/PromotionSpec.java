package io.homelab.workflows.promotion;

import io.homelab.workflows.promotion.governance.ApprovalPolicy;
import io.homelab.workflows.topology.ClusterRef;

/**
 * What a run needs to know of a promotion; everything else is read by activities from the snapshot.
 *
 * @param gate what the release has to prove on the source
 * @param rollout what each wave has to prove on the target
 * @param forwardOnlyLast whether what cannot go back is promoted after everything else; otherwise before it
 * @param approval who must agree
 */
public record PromotionSpec(
        ClusterRef from,
        ClusterRef to,
        String lab,
        boolean simulated,
        StabilityPolicy gate,
        StabilityPolicy rollout,
        boolean forwardOnlyLast,
        ApprovalPolicy approval) {}
