package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;

/** VMIDs lie in the lab's range, and that has room for all machines. */
final class VmidRangeRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var range = view.lab().hypervisor().vmids();
        var findings = new ArrayList<Finding>();
        if (range.from() > range.to()) {
            return List.of(Finding.error("hypervisor.vmids.to", "must not be below from, which is " + range.from()));
        }
        for (var machine : view.machines()) {
            var vmid = machine.node().vmid();
            if (vmid != null && !range.contains(vmid)) {
                findings.add(Finding.error(machine.path() + ".vmid", vmid + " is outside hypervisor.vmids")
                        .allowed(range.from() + ".." + range.to()));
            }
        }
        if (range.to() - range.from() + 1 < view.machines().size()) {
            findings.add(Finding.error(
                    "hypervisor.vmids", "has no room for " + view.machines().size() + " machines"));
        }
        return findings;
    }
}
