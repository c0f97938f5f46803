package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** No address is given twice: not to the host, a machine or a VIP. */
final class UniqueAddressesRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var unique = new Unique();
        var host = view.lab().hypervisor().endpoint().getHost();
        if (host != null) {
            unique.take("hypervisor.endpoint", host);
        }
        view.machines()
                .forEach(machine -> machine.node().ip().ifPresent(ip -> unique.take(machine.path() + ".address", ip)));
        view.lab().clusters().forEach((name, cluster) -> {
            if (cluster.vip() != null) {
                unique.take(LabView.path(name) + ".vip", cluster.vip());
            }
        });
        return unique.findings();
    }
}
