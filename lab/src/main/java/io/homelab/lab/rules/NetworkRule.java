package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;

/** The lab network is a network, and its gateway a host of it. */
final class NetworkRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var network = view.lab().network();
        var findings = new ArrayList<Finding>();
        var block = Addresses.network(network.cidr());
        if (!network.cidr().equals(block.toCanonicalString())) {
            findings.add(Finding.error("network.cidr", network.cidr() + " is not a network: it has host bits")
                    .suggest("did you mean " + block.toCanonicalString() + "?"));
        }
        var gateway = Addresses.address(network.gateway());
        if (!block.contains(gateway)) {
            findings.add(Finding.error("network.gateway", network.gateway() + " is outside " + network.cidr()));
        } else if (Addresses.isEdge(block, gateway)) {
            findings.add(Finding.error(
                    "network.gateway",
                    network.gateway() + " is the network or broadcast address of " + network.cidr()));
        }
        return findings;
    }
}
