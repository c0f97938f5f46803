package io.homelab.lab.rules;

import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.template.ClusterTemplate;
import java.util.List;

/** A cluster without workers lets its control planes work. */
final class SchedulingRule extends TemplateRule {
    @Override
    List<Finding> check(LabView view, Cluster cluster, ClusterTemplate template) {

        var allowed = template.setting(NodeRole.CONTROL_PLANE, "/cluster/allowSchedulingOnControlPlanes")
                .map(value -> value.asBoolean(false))
                .orElse(false);
        if (allowed || !cluster.nodes(NodeRole.WORKER).isEmpty()) {
            return List.of();
        }
        return List.of(Finding.error("documents", "nothing could run: there are no workers")
                .suggest("add a patch with cluster.allowSchedulingOnControlPlanes: true"));
    }
}
