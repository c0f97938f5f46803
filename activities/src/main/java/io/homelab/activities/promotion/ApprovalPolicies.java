package io.homelab.activities.promotion;

import io.homelab.lab.definition.Approval;
import io.homelab.workflows.promotion.governance.ApprovalPolicy;

/** The lab file's approval as a run has it in its snapshot. */
public final class ApprovalPolicies {
    private ApprovalPolicies() {}

    /** The policy; a person's time is not scaled by a rehearsal's factor. */
    public static ApprovalPolicy of(Approval approval) {
        return new ApprovalPolicy(
                approval.required(),
                approval.approvers(),
                approval.notTheAuthor(),
                approval.expiry(),
                ApprovalPolicy.OnExpiry.valueOf(approval.onExpiry().name()));
    }
}
