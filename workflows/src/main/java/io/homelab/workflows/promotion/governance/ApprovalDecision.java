package io.homelab.workflows.promotion.governance;

import java.time.Instant;
import java.util.List;

/**
 * What became of a question.
 *
 * @param revision of the question as it was decided
 * @param hash of what was shown
 * @param answers that count, the last one last; those to earlier revisions are void and not here
 * @param why for people
 */
public record ApprovalDecision(
        String id, int revision, String hash, End end, List<Given> answers, Instant at, String why) {
    public ApprovalDecision {
        answers = answers == null ? List.of() : List.copyOf(answers);
    }

    /** How it ended. */
    public enum End {
        APPROVED,
        REJECTED,
        /** Nobody decided in time, and the policy takes that as consent. */
        EXPIRED_APPROVED,
        /** Nobody decided in time, and the policy takes that as refusal. */
        EXPIRED_REJECTED
    }

    /** Whether the release may go on. */
    public boolean goesOn() {
        return end == End.APPROVED || end == End.EXPIRED_APPROVED;
    }

    /** An answer that counts. */
    public record Given(boolean approves, ApprovalAnswer answer, Instant at) {}
}
