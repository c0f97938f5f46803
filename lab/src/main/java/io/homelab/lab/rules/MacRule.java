package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A hardware address is one machine's: neither a group's nor nobody's. */
final class MacRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        return view.machines().stream()
                .flatMap(machine -> problem(machine.node().mac())
                        .map(message -> Finding.error(machine.path() + ".mac", message)
                                .suggest("use a locally administered one, starting with 02"))
                        .stream())
                .toList();
    }

    private static Optional<String> problem(@Nullable String mac) {
        if (mac == null) {
            return Optional.empty();
        }
        if (mac.equals("00:00:00:00:00:00")) {
            return Optional.of(mac + " is nobody's address");
        }
        // The lowest bit of the first byte marks group addresses (IEEE 802).
        return Integer.parseInt(mac.substring(0, 2), 16) % 2 == 1
                ? Optional.of(mac + " is a multicast address")
                : Optional.empty();
    }
}
