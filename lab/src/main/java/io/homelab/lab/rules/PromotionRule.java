package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.GateCheck;
import io.homelab.lab.schema.Paths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A promotion goes from one cluster to another, and its gate can open and says something. */
final class PromotionRule implements Rule {
    private static final String GATE = "promotion.gate";
    private static final String ROLLOUT = "promotion.rollout";

    @Override
    public List<Finding> check(LabView view) {
        var findings = new ArrayList<Finding>();
        var promotion = view.lab().promotion();
        if (promotion != null) {
            if (promotion.from().equals(promotion.to())) {
                findings.add(Finding.error("promotion.to", "must be another cluster than promotion.from"));
            }
            var gate = promotion.gate();
            lengths(GATE, gate.interval(), gate.soak(), gate.deadline(), findings);
            checks(GATE, gate.checks(), findings);
            var rollout = promotion.rollout();
            lengths(ROLLOUT, rollout.interval(), rollout.soak(), rollout.deadline(), findings);
            checks(ROLLOUT, Optional.ofNullable(rollout.checks()).orElse(List.of()), findings);
        }
        return findings;
    }

    private static void lengths(
            String path, Duration interval, Duration soak, Duration deadline, List<Finding> findings) {
        if (!interval.isPositive()) {
            findings.add(Finding.error(path + ".interval", "must be longer than zero"));
        } else if (soak.compareTo(interval.multipliedBy(2)) < 0) {
            findings.add(Finding.error(path + ".soak", "must be at least two intervals long"));
        }
        if (deadline.compareTo(soak) <= 0) {
            findings.add(Finding.error(path + ".deadline", "must be longer than soak"));
        }
    }

    private static void checks(String where, List<GateCheck> checks, List<Finding> findings) {
        var names = new Unique();
        for (int i = 0; i < checks.size(); i++) {
            var path = Paths.item(where + ".checks", i);
            names.take(path + ".name", checks.get(i).name());
            if (checks.get(i).limit() == null && checks.get(i).tolerance() == null) {
                findings.add(Finding.error(path, "must have a limit, a tolerance, or both"));
            }
        }
        findings.addAll(names.findings());
    }
}
