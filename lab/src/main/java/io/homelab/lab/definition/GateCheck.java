package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A question to Prometheus.
 *
 * @param query PromQL whose answer is one number
 * @param limit null when the baseline alone counts
 * @param tolerance how many times the value of before the deployment it may be; null when it is not compared
 */
public record GateCheck(
        String name,
        String query,
        Comparison comparison,
        @Nullable Double limit,
        @Nullable Double tolerance) {
    /** What the number must be towards the limit. */
    public enum Comparison {
        @JsonProperty("below")
        BELOW,
        @JsonProperty("at-most")
        AT_MOST,
        @JsonProperty("equal")
        EQUAL,
        @JsonProperty("at-least")
        AT_LEAST,
        @JsonProperty("above")
        ABOVE
    }
}
