package io.homelab.lab.rules;

import io.homelab.lab.definition.AddressMode;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Static machines have an address, DHCP machines have none and an agent that tells it. */
final class AddressModeRule implements Rule {
    private static final String AGENT = "siderolabs/qemu-guest-agent";

    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        for (var machine : view.machines()) {
            problem(machine.node())
                    .ifPresent(message -> findings.add(Finding.error(machine.path() + ".address", message)));
            if (machine.node().addressMode() == AddressMode.DHCP && !hasAgent(view)) {
                findings.add(Finding.error(
                                machine.path() + ".addressMode",
                                "dhcp needs the guest agent, which tells the address, and the image has none")
                        .suggest("add " + AGENT + " to images.schematic.extensions"));
            }
        }
        return findings;
    }

    private static boolean hasAgent(LabView view) {
        return view.lab().images().schematic().extensions().contains(AGENT);
    }

    private static Optional<String> problem(Node node) {
        return switch (node.addressMode()) {
            case STATIC ->
                node.address() == null ? Optional.of("is required when addressMode is static") : Optional.empty();
            case DHCP ->
                node.address() == null ? Optional.empty() : Optional.of("has no meaning when addressMode is dhcp");
        };
    }
}
