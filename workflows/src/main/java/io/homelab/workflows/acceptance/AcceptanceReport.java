package io.homelab.workflows.acceptance;

import java.util.List;

/** The criteria of one epic, in the requirements' order. */
public record AcceptanceReport(String epic, String title, List<CriterionResult> criteria) {
    public AcceptanceReport {
        criteria = criteria == null ? List.of() : List.copyOf(criteria);
    }

    /** Whether no check failed or stayed unknown. */
    public boolean isGreen() {
        return criteria.stream()
                .noneMatch(c -> c.verdict() == CriterionResult.Verdict.FAILED
                        || c.verdict() == CriterionResult.Verdict.UNKNOWN);
    }
}
