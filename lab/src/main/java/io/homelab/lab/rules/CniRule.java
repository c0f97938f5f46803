package io.homelab.lab.rules;

import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.template.ClusterTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Cilium is the only network and the only proxy where the lab file installs it. */
final class CniRule extends TemplateRule {
    @Override
    List<Finding> check(LabView view, Cluster cluster, ClusterTemplate template) {

        if (view.lab().addonsOf(cluster.name()).stream()
                .noneMatch(addon -> addon.name().equals("cilium"))) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var cni = template.setting(NodeRole.CONTROL_PLANE, "/cluster/network/cni/name")
                .map(JsonNode::asString);
        if (!cni.equals(Optional.of("none"))) {
            findings.add(Finding.error("documents[0].patches", "Talos would install its own network beside Cilium")
                    .suggest("add a patch with cluster.network.cni.name: none"));
        }
        var proxyOff = template.setting(NodeRole.CONTROL_PLANE, "/cluster/proxy/disabled")
                .map(value -> value.asBoolean(false))
                .orElse(false);
        if (!proxyOff) {
            findings.add(Finding.error("documents[0].patches", "Talos would install kube-proxy beside Cilium")
                    .suggest("add a patch with cluster.proxy.disabled: true"));
        }
        return findings;
    }
}
