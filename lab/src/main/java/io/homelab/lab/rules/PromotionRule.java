package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Gate;
import io.homelab.lab.definition.GateCheck;
import io.homelab.lab.schema.Paths;
import java.util.ArrayList;
import java.util.List;

/** A promotion goes from one cluster to another, and its gate can open and says something. */
final class PromotionRule implements Rule {
    private static final String GATE = "promotion.gate";

    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        var promotion = view.lab().promotion();
        if (promotion != null) {
            if (promotion.from().equals(promotion.to())) {
                findings.add(Finding.error("promotion.to", "must be another cluster than promotion.from"));
            }
            lengths(promotion.gate(), findings);
            checks(promotion.gate().checks(), findings);
        }
        return findings;
    }

    private static void lengths(Gate gate, List<Finding> findings) {
        if (!gate.interval().isPositive()) {
            findings.add(Finding.error(GATE + ".interval", "must be longer than zero"));
        } else if (gate.soak().compareTo(gate.interval().multipliedBy(2)) < 0) {
            findings.add(Finding.error(GATE + ".soak", "must be at least two intervals long"));
        }
        if (gate.deadline().compareTo(gate.soak()) <= 0) {
            findings.add(Finding.error(GATE + ".deadline", "must be longer than soak"));
        }
    }

    private static void checks(List<GateCheck> checks, List<Finding> findings) {
        var names = new Unique();
        for (int i = 0; i < checks.size(); i++) {
            var path = Paths.item(GATE + ".checks", i);
            names.take(path + ".name", checks.get(i).name());
            if (checks.get(i).limit() == null && checks.get(i).tolerance() == null) {
                findings.add(Finding.error(path, "must have a limit, a tolerance, or both"));
            }
        }
        findings.addAll(names.findings());
    }
}
