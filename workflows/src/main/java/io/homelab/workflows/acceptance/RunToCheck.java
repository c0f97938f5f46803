package io.homelab.workflows.acceptance;

import io.homelab.workflows.topology.ClusterRef;
import java.util.List;

/**
 * A run that is through, and what of it can be checked.
 *
 * @param cluster that follows the branch, or that has proved the release
 * @param kind {@code deployment} or {@code promotion}
 * @param commit that the run is about, full SHA-1
 * @param gates of a promotion, in the order in which they were asked
 */
public record RunToCheck(ClusterRef cluster, String kind, String commit, List<GateSamples> gates) {
    public static final String DEPLOYMENT = "deployment";
    public static final String PROMOTION = "promotion";

    public RunToCheck {
        gates = gates == null ? List.of() : List.copyOf(gates);
    }
}
