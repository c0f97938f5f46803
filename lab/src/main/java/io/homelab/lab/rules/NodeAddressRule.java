package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A static address is a free host of the lab network, with the network's own length. */
final class NodeAddressRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        for (var machine : view.machines()) {
            if (machine.node().address() != null) {
                problem(view, machine.node().address())
                        .ifPresent(message -> findings.add(Finding.error(machine.path() + ".address", message)));
            }
        }
        return findings;
    }

    private static Optional<String> problem(LabView view, String text) {
        var network = view.lab().network();
        var block = Addresses.network(network.cidr());
        var address = Addresses.address(text);
        if (!block.contains(address)) {
            return Optional.of(text + " is outside " + network.cidr());
        }
        if (Addresses.isEdge(block, address)) {
            return Optional.of(text + " is the network or broadcast address of " + network.cidr());
        }
        if (address.equals(Addresses.address(network.gateway()))) {
            return Optional.of(text + " is the gateway");
        }
        var length = String.valueOf(block.getNetworkPrefixLength());
        if (text.contains("/") && !text.endsWith("/" + length)) {
            return Optional.of(text + " has another prefix length than " + network.cidr());
        }
        return Optional.empty();
    }
}
