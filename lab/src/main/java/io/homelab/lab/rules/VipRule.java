package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;

/** A VIP lies in the lab network and is not its gateway or edge. */
final class VipRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var network = view.lab().network();
        var block = Addresses.network(network.cidr());
        var findings = new ArrayList<Finding>();
        view.lab().clusters().forEach((name, cluster) -> {
            if (cluster.vip() == null) {
                return;
            }
            var vip = Addresses.address(cluster.vip());
            var path = LabView.path(name) + ".vip";
            if (!block.contains(vip)) {
                findings.add(Finding.error(path, cluster.vip() + " is outside " + network.cidr()));
            } else if (Addresses.isEdge(block, vip) || vip.equals(Addresses.address(network.gateway()))) {
                findings.add(Finding.error(path, cluster.vip() + " is the gateway, network or broadcast address"));
            }
        });
        return findings;
    }
}
