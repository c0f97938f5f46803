package io.homelab.lab.definition;

import java.util.List;

/**
 * What a release has to prove before it goes from one cluster to another.
 *
 * @param from the cluster that a release has to prove itself on
 * @param to the cluster that it then goes to
 * @param freezes times in which no promotion begins
 */
public record Promotion(
        String from,
        String to,
        PrometheusServer prometheus,
        Gate gate,
        Rollout rollout,
        Approval approval,
        List<Freeze> freezes) {
    public Promotion {
        freezes = List.copyOf(freezes);
    }
}
