package io.homelab.workflows.promotion.governance;

import java.time.Duration;
import java.util.List;

/**
 * Who must agree before a release goes on.
 *
 * @param required how many different people must approve; without, one
 * @param approvers who may answer; empty: whoever reaches the control plane
 * @param notTheAuthor whether the release's author may not approve it; rejecting it is anybody's right
 * @param expiry how long a question stays open; without, 72 h
 * @param onExpiry what it means that nobody has decided by then; without, a rejection
 */
public record ApprovalPolicy(
        int required, List<String> approvers, boolean notTheAuthor, Duration expiry, OnExpiry onExpiry) {
    private static final Duration USUAL = Duration.ofHours(72);

    public ApprovalPolicy {
        required = Math.max(1, required);
        approvers = approvers == null ? List.of() : List.copyOf(approvers);
        expiry = expiry == null ? USUAL : expiry;
        onExpiry = onExpiry == null ? OnExpiry.REJECT : onExpiry;
    }

    /** What silence means. */
    public enum OnExpiry {
        REJECT,
        APPROVE
    }

    /** Whether this person's answer counts. */
    boolean admits(String person) {
        return approvers.isEmpty() || approvers.stream().anyMatch(each -> People.same(each, person));
    }
}
