package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import io.homelab.lab.schema.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** Add-ons name clusters that exist. */
final class ClusterReferencesRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var clusters = view.lab().clusters().keySet();
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < view.lab().addons().size(); i++) {
            var names = view.lab().addons().get(i).clusters();
            for (int j = 0; j < names.size(); j++) {
                if (!clusters.contains(names.get(j))) {
                    findings.add(Finding.error(
                                    Paths.item(Paths.item("addons", i) + ".clusters", j),
                                    "no cluster is called " + names.get(j))
                            .allowed(String.join(", ", clusters))
                            .suggest(Suggestion.among(clusters, names.get(j))
                                    .map(name -> "did you mean " + name + "?")
                                    .orElse("")));
                }
            }
        }
        return findings;
    }
}
