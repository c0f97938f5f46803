package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;

/** Every cluster's template is there. */
final class TemplatePresentRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        view.lab().clusters().forEach((name, cluster) -> {
            if (!view.hasFile(cluster.template())) {
                findings.add(Finding.error(
                                LabView.path(name) + ".template",
                                "no readable file " + cluster.template() + " beside the lab file")
                        .suggest("homelab init writes one"));
            }
        });
        return findings;
    }
}
