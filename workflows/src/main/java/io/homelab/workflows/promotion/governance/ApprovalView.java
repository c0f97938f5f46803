package io.homelab.workflows.promotion.governance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run asks, and what it was answered.
 *
 * @param open null when it asks nothing
 * @param decided what became of earlier questions, oldest first
 */
public record ApprovalView(@Nullable ApprovalQuestion open, List<ApprovalDecision> decided) {
    public ApprovalView {
        decided = decided == null ? List.of() : List.copyOf(decided);
    }
}
