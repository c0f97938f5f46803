package io.homelab.lab.rules;

import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.template.ClusterTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Template and lab file mean the same cluster and the same endpoint. */
final class TemplateNameRule extends TemplateRule {
    @Override
    List<Finding> check(LabView view, Cluster cluster, ClusterTemplate template) {

        var findings = new ArrayList<Finding>();
        if (!template.name().equals(cluster.name())) {
            findings.add(Finding.error(
                    "documents[0].name",
                    template.name() + " is not the cluster's name in the lab file, " + cluster.name()));
        }
        differs(template, "/cluster/clusterName", cluster.name())
                .ifPresent(found -> findings.add(Finding.error(
                        "documents[0].patches", "clusterName is " + found + ", in the lab file " + cluster.name())));
        var url = cluster.endpoint().url().toString();
        differs(template, "/cluster/controlPlane/endpoint", url)
                .ifPresent(found -> findings.add(Finding.error(
                        "documents[0].patches", "the endpoint is " + found + ", in the lab file " + url)));
        return findings;
    }

    private static Optional<String> differs(ClusterTemplate template, String pointer, String expected) {
        return template.setting(NodeRole.CONTROL_PLANE, pointer)
                .map(JsonNode::asString)
                .filter(found -> !found.equals(expected));
    }
}
