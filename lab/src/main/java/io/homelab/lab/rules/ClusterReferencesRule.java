package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import io.homelab.lab.schema.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** Add-ons, ArgoCD and the promotion name clusters that exist. */
final class ClusterReferencesRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        for (int i = 0; i < view.lab().addons().size(); i++) {
            var names = view.lab().addons().get(i).clusters();
            for (int j = 0; j < names.size(); j++) {
                exists(view, Paths.item(Paths.item("addons", i) + ".clusters", j), names.get(j), findings);
            }
        }
        var gitops = view.lab().gitops();
        if (gitops != null) {
            for (int i = 0; i < gitops.clusters().size(); i++) {
                exists(view, Paths.item("gitops.clusters", i), gitops.clusters().get(i), findings);
            }
        }
        var promotion = view.lab().promotion();
        if (promotion != null) {
            exists(view, "promotion.from", promotion.from(), findings);
            exists(view, "promotion.to", promotion.to(), findings);
        }
        return findings;
    }

    private static void exists(LabView view, String path, String name, List<Finding> findings) {
        var clusters = view.lab().clusters().keySet();
        if (!clusters.contains(name)) {
            findings.add(Finding.error(path, "no cluster is called " + name)
                    .allowed(String.join(", ", clusters))
                    .suggest(Suggestion.among(clusters, name)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("")));
        }
    }
}
