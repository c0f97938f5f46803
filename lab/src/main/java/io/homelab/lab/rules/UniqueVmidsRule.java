package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** No VMID is given twice. */
final class UniqueVmidsRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var unique = new Unique();
        view.machines().forEach(machine -> {
            if (machine.node().vmid() != null) {
                unique.take(
                        machine.path() + ".vmid", String.valueOf(machine.node().vmid()));
            }
        });
        return unique.findings();
    }
}
