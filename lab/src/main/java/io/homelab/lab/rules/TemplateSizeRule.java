package io.homelab.lab.rules;

import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.template.ClusterTemplate;
import io.homelab.lab.template.MachineSet;
import java.util.ArrayList;
import java.util.List;

/** The template asks for as many machines as the lab file has. */
final class TemplateSizeRule extends TemplateRule {
    @Override
    List<Finding> check(LabView view, Cluster cluster, ClusterTemplate template) {

        var findings = new ArrayList<Finding>();
        compare(cluster, NodeRole.CONTROL_PLANE, "control planes", List.of(template.controlPlane()), findings);
        compare(cluster, NodeRole.WORKER, "workers", template.workers(), findings);
        return findings;
    }

    private static void compare(
            Cluster cluster, NodeRole role, String what, List<MachineSet> sets, List<Finding> findings) {
        // A set without a size takes what there is.
        if (sets.stream().anyMatch(set -> set.wanted().isEmpty())) {
            return;
        }
        int wanted = sets.stream().mapToInt(set -> set.wanted().getAsInt()).sum();
        int have = cluster.nodes(role).size();
        if (wanted != have) {
            findings.add(
                    Finding.error("documents", "%s: asks for %d, the lab file has %d".formatted(what, wanted, have)));
        }
    }
}
