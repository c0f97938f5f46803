package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * What it takes to be called stable.
 *
 * @param coverage which part of the samples must have had an answer, 0.5 to 1
 * @param breachLimit how many breaches in a row end it, 0: none do
 * @param silenceLimit how many samples in a row without a usable answer end it, 0: none do
 */
public record Gate(
        Duration soak,
        Duration interval,
        Interruption onBreach,
        Interruption onGap,
        double coverage,
        int breachLimit,
        int silenceLimit,
        Duration deadline,
        List<GateCheck> checks) {
    public Gate {
        checks = List.copyOf(checks);
    }

    /** What becomes of the soak so far. */
    public enum Interruption {
        @JsonProperty("reset")
        RESET,
        @JsonProperty("pause")
        PAUSE
    }
}
