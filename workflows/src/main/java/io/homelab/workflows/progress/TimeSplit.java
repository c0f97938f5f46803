package io.homelab.workflows.progress;

import java.time.Duration;

/**
 * Where a run's time went.
 *
 * @param total from the run's start to its end
 * @param lab the critical path of the lab's own waiting: tasks, boots, installs, pods
 * @param people time in which nothing went on because a person was asked
 */
public record TimeSplit(Duration total, Duration lab, Duration people) {
    public TimeSplit {
        total = total == null ? Duration.ZERO : total;
        lab = lab == null ? Duration.ZERO : lab;
        people = people == null ? Duration.ZERO : people;
    }

    /** What is left: our own time, network and polling included. */
    public Duration ours() {
        var rest = total.minus(lab).minus(people);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /** Our share of the total in percent, 0 to 100. */
    public double oursPercent() {
        return total.isZero() ? 0 : 100.0 * ours().toMillis() / total.toMillis();
    }
}
