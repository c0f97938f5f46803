package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * Who must agree before a release goes on.
 *
 * @param required how many different people
 * @param approvers who may answer; empty: whoever reaches the control plane
 */
public record Approval(int required, List<String> approvers, boolean notTheAuthor, Duration expiry, OnExpiry onExpiry) {
    public Approval {
        approvers = List.copyOf(approvers);
    }

    /** What it means that nobody has decided in time. */
    public enum OnExpiry {
        @JsonProperty("reject")
        REJECT,
        @JsonProperty("approve")
        APPROVE
    }
}
