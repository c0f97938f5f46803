package io.homelab.lab.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release has to prove before it goes from one cluster to another.
 *
 * @param from the cluster that a release has to prove itself on
 * @param to the cluster that it then goes to
 * @param freezes times in which no promotion begins
 * @param schedule when one is started without anybody asking; null: never
 */
public record Promotion(
        String from,
        String to,
        PrometheusServer prometheus,
        Gate gate,
        Rollout rollout,
        Approval approval,
        List<Freeze> freezes,
        @Nullable Schedule schedule) {
    public Promotion {
        freezes = List.copyOf(freezes);
    }
}
