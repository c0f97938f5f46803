package io.homelab.lab.rules;

import inet.ipaddr.IPAddress;
import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.template.ClusterTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The lab network, the pods' and the services' are three networks that do not meet. */
final class SubnetOverlapRule extends TemplateRule {
    // What Talos takes when no patch says otherwise.
    private static final String PODS = "10.244.0.0/16";
    private static final String SERVICES = "10.96.0.0/12";

    @Override
    List<Finding> check(LabView view, Cluster cluster, ClusterTemplate template) {

        var subnets = new LinkedHashMap<String, IPAddress>();
        subnets.put("the lab network", Addresses.network(view.lab().network().cidr()));
        subnets.put("the pod network", subnet(template, "/cluster/network/podSubnets/0", PODS));
        subnets.put("the service network", subnet(template, "/cluster/network/serviceSubnets/0", SERVICES));
        var names = List.copyOf(subnets.keySet());
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                var one = Objects.requireNonNull(subnets.get(names.get(i)));
                var other = Objects.requireNonNull(subnets.get(names.get(j)));
                if (one.contains(other) || other.contains(one)) {
                    findings.add(Finding.error(
                            "documents[0].patches",
                            "%s %s overlaps %s %s".formatted(names.get(i), one, names.get(j), other)));
                }
            }
        }
        return findings;
    }

    private static IPAddress subnet(ClusterTemplate template, String pointer, String otherwise) {
        return Addresses.network(template.setting(NodeRole.CONTROL_PLANE, pointer)
                .map(JsonNode::asString)
                .filter(text -> Addresses.isAddress(text))
                .orElse(otherwise));
    }
}
