package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a release goes to the second cluster: wave by wave, with a gate after each.
 *
 * @param prometheus what watches the second cluster; null for the one that watches the first
 * @param soak healthy time wanted after each wave
 * @param breachLimit how many breaches in a row stop it, 0: none do
 * @param silenceLimit how many samples in a row without a usable answer stop it, 0: none do
 * @param checks null for those of the gate
 */
public record Rollout(
        @Nullable PrometheusServer prometheus,
        Duration soak,
        Duration interval,
        int breachLimit,
        int silenceLimit,
        Duration deadline,
        @Nullable List<GateCheck> checks,
        Phase forwardOnly) {
    public Rollout {
        checks = checks == null ? null : List.copyOf(checks);
    }

    /** When the applications that cannot go back are promoted. */
    public enum Phase {
        @JsonProperty("first")
        FIRST,
        @JsonProperty("last")
        LAST
    }
}
