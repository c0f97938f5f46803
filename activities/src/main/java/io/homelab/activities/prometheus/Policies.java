package io.homelab.activities.prometheus;

import io.homelab.lab.definition.Gate;
import io.homelab.lab.definition.GateCheck;
import io.homelab.workflows.promotion.Comparison;
import io.homelab.workflows.promotion.Interruption;
import io.homelab.workflows.promotion.StabilityCheck;
import io.homelab.workflows.promotion.StabilityPolicy;
import java.time.Duration;
import java.util.List;

/** The lab file's gate as a run has it in its snapshot. */
final class Policies {
    private Policies() {}

    static StabilityPolicy of(Gate gate) {
        return of(gate, gate.checks());
    }

    /** The same for one check alone. */
    static StabilityPolicy of(Gate gate, GateCheck check) {
        return of(gate, List.of(check));
    }

    private static StabilityPolicy of(Gate gate, List<GateCheck> checks) {
        return new StabilityPolicy(
                gate.soak(),
                gate.interval(),
                gate.interval().multipliedBy(5).dividedBy(2),
                longer(gate.interval().multipliedBy(2), Duration.ofSeconds(2)),
                Interruption.valueOf(gate.onBreach().name()),
                Interruption.valueOf(gate.onGap().name()),
                gate.coverage(),
                gate.breachLimit(),
                gate.silenceLimit(),
                gate.deadline(),
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

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
