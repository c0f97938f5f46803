package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Node;
import java.util.List;
import java.util.Optional;

/** Static machines have an address, DHCP machines have none. */
final class AddressModeRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        return view.machines().stream()
                .flatMap(machine ->
                        problem(machine.node())
                                .map(message -> Finding.error(machine.path() + ".address", message))
                                .stream())
                .toList();
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
