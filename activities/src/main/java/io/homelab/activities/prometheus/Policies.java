package io.homelab.activities.prometheus;

import io.homelab.lab.definition.Gate;
import io.homelab.lab.definition.GateCheck;
import io.homelab.lab.definition.Promotion;
import io.homelab.workflows.promotion.Comparison;
import io.homelab.workflows.promotion.Interruption;
import io.homelab.workflows.promotion.StabilityCheck;
import io.homelab.workflows.promotion.StabilityPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The lab file's gates as a run has them in its snapshot. */
public final class Policies {
    private Policies() {}

    static StabilityPolicy of(Gate gate) {
        return of(gate, 1);
    }

    /** The same for one check alone. */
    static StabilityPolicy of(Gate gate, GateCheck check) {
        return of(gate, List.of(check), 1);
    }

    /** @param factor how many times faster a rehearsal's lab is; what a run waits for is as much shorter */
    public static StabilityPolicy of(Gate gate, double factor) {
        return of(gate, gate.checks(), factor);
    }

    /** What a wave has to prove on the second cluster. Nothing is forgiven there: a breach sets the soak back. */
    public static StabilityPolicy of(Promotion promotion, double factor) {
        var rollout = promotion.rollout();
        return of(
                new Gate(
                        rollout.soak(),
                        rollout.interval(),
                        Gate.Interruption.RESET,
                        Gate.Interruption.PAUSE,
                        promotion.gate().coverage(),
                        rollout.breachLimit(),
                        rollout.silenceLimit(),
                        rollout.deadline(),
                        Optional.ofNullable(rollout.checks())
                                .orElse(promotion.gate().checks())),
                factor);
    }

    private static StabilityPolicy of(Gate gate, List<GateCheck> checks, double factor) {
        var interval = shorter(gate.interval(), factor);
        return new StabilityPolicy(
                shorter(gate.soak(), factor),
                interval,
                interval.multipliedBy(5).dividedBy(2),
                longer(interval.multipliedBy(2), Duration.ofSeconds(2)),
                Interruption.valueOf(gate.onBreach().name()),
                Interruption.valueOf(gate.onGap().name()),
                gate.coverage(),
                gate.breachLimit(),
                gate.silenceLimit(),
                shorter(gate.deadline(), factor),
                checks.stream().map(Policies::check).toList());
    }

    private static StabilityCheck check(GateCheck check) {
        return new StabilityCheck(
                check.name(),
                check.query(),
                Comparison.valueOf(check.comparison().name()),
                check.limit(),
                check.tolerance());
    }

    private static Duration shorter(Duration time, double factor) {
        return Duration.ofMillis(Math.round(time.toMillis() / factor));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
