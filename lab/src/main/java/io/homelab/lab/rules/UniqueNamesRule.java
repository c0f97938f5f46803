package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** Machine names are unique in the whole lab: Proxmox, Omni and DNS know no clusters. */
final class UniqueNamesRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var unique = new Unique();
        view.machines()
                .forEach(machine ->
                        unique.take(machine.path() + ".name", machine.node().name()));
        return unique.findings();
    }
}
