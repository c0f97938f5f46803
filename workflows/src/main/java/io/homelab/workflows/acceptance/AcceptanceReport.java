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

    /** How many hold, for people. */
    public String summary() {
        var held = count(CriterionResult.Verdict.PASSED) + count(CriterionResult.Verdict.REHEARSED);
        var human = count(CriterionResult.Verdict.HUMAN);
        return held + " of " + criteria.size() + " criteria hold" + (human == 0 ? "" : ", " + human + " for a person");
    }

    private long count(CriterionResult.Verdict verdict) {
        return criteria.stream().filter(c -> c.verdict() == verdict).count();
    }
}
