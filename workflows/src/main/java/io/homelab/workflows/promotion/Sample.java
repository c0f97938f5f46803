package io.homelab.workflows.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * All checks, asked at one moment.
 *
 * @param at by the clock of whoever sampled
 * @param sampler names the process that sampled; another one has another stopwatch
 * @param running by the sampler's stopwatch, which nobody can set
 */
public record Sample(Instant at, String sampler, Duration running, List<Reading> readings) {
    public Sample {
        readings = readings == null ? List.of() : List.copyOf(readings);
    }
}
