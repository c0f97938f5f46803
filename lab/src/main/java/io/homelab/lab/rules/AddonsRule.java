package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import java.util.ArrayList;
import java.util.List;

/** An add-on is one thing, has a name of its own, and its values are there. */
final class AddonsRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        var names = new Unique();
        for (int i = 0; i < view.lab().addons().size(); i++) {
            var addon = view.lab().addons().get(i);
            var path = Paths.item("addons", i);
            names.take(path + ".name", addon.name());
            if ((addon.chart() == null) == (addon.manifest() == null)) {
                findings.add(Finding.error(path, "must have exactly one of chart and manifest"));
            }
            var chart = addon.chart();
            if (chart != null && chart.values() != null && !view.hasFile(chart.values())) {
                findings.add(Finding.error(
                        path + ".chart.values", "no readable file " + chart.values() + " beside the lab file"));
            }
        }
        findings.addAll(names.findings());
        return findings;
    }
}
