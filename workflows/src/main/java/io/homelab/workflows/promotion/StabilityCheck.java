package io.homelab.workflows.promotion;

import org.jspecify.annotations.Nullable;

/**
 * One question to the metrics, whose answer must be one number.
 *
 * @param name as the lab file calls it
 * @param query in PromQL
 * @param limit what the value is compared with; null when the baseline alone counts
 * @param tolerance how many times the baseline the value may be, in the direction of the comparison; null: no baseline is
 *     asked for. The baseline is the same query before the deployment.
 */
public record StabilityCheck(
        String name,
        String query,
        Comparison comparison,
        @Nullable Double limit,
        @Nullable Double tolerance) {
    public StabilityCheck {
        comparison = comparison == null ? Comparison.AT_MOST : comparison;
    }

    /** A check against a fixed limit. */
    public static StabilityCheck of(String name, String query, Comparison comparison, double limit) {
        return new StabilityCheck(name, query, comparison, limit, null);
    }
}
