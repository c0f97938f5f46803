package io.homelab.lab.rules;

import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.template.ClusterTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A rule about one cluster and its template; its findings are placed in the template. */
abstract class TemplateRule implements Rule {
    @Override
    public final List<Finding> check(LabView view) {
        var findings = new ArrayList<Finding>();
        view.readableTemplates().forEach((name, file) -> {
            var cluster = Objects.requireNonNull(view.lab().clusters().get(name));
            check(view, cluster, file.template().orElseThrow()).stream()
                    .map(finding -> finding.inTemplate(name))
                    .forEach(findings::add);
        });
        return findings;
    }

    abstract List<Finding> check(LabView view, Cluster cluster, ClusterTemplate template);
}
