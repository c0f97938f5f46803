package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An approval can be given. */
final class ApprovalRule implements Rule {
    private static final String APPROVAL = "promotion.approval";

    @Override
    public List<Finding> check(LabView view) {
        var findings = new ArrayList<Finding>();
        var promotion = view.lab().promotion();
        if (promotion != null) {
            var approval = promotion.approval();
            var names = new Unique();
            for (int i = 0; i < approval.approvers().size(); i++) {
                // Nobody becomes two by another spelling.
                names.take(
                        Paths.item(APPROVAL + ".approvers", i),
                        approval.approvers().get(i).strip().toLowerCase(Locale.ROOT));
            }
            findings.addAll(names.findings());
            if (!approval.approvers().isEmpty()
                    && approval.required() > approval.approvers().size()) {
                findings.add(Finding.error(APPROVAL + ".required", "must not be more than there are approvers"));
            }
            if (!approval.expiry().isPositive()) {
                findings.add(Finding.error(APPROVAL + ".expiry", "must be longer than zero"));
            }
        }
        return findings;
    }
}
