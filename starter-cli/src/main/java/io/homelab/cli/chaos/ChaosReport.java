package io.homelab.cli.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What a matrix showed.
 *
 * @param points distinct operation × kind × step of the record of calls of an undisturbed bootstrap
 * @param counted the same by the worker's own count
 * @param traps the points' moments: three each, and a fourth where something is written
 * @param tried those that a worker ran into
 * @param kills how many of them were deaths
 * @param stops how many were stops with a late return
 * @param recovery points that only recoveries passed
 */
public record ChaosReport(
        String cluster,
        long seed,
        int points,
        int counted,
        int traps,
        int tried,
        int kills,
        int stops,
        int runs,
        int recovery,
        List<Deviation> deviations,
        Duration time) {
    /** Something that is not as after an undisturbed run. */
    public record Deviation(String world, List<String> traps, String what) {}
}
