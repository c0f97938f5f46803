package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** No hardware address is given twice. */
final class UniqueMacsRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var unique = new Unique();
        view.machines().forEach(machine -> {
            if (machine.node().mac() != null) {
                unique.take(machine.path() + ".mac", machine.node().mac());
            }
        });
        return unique.findings();
    }
}
