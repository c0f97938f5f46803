package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.List;

/** Machines have the memory that Talos needs and a disk that holds it. */
final class MachineSizeRule implements Rule {
    private static final int SMALLEST_DISK_GIB = 10;
    // Talos' own minimum, from its system requirements.
    private static final int CONTROL_PLANE_MIB = 2048;
    private static final int WORKER_MIB = 1024;

    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        for (var machine : view.machines()) {
            var node = machine.node();
            int least =
                    switch (node.role()) {
                        case CONTROL_PLANE -> CONTROL_PLANE_MIB;
                        case WORKER -> WORKER_MIB;
                    };
            if (node.memoryMiB() < least) {
                findings.add(
                        Finding.error(machine.path() + ".memoryMiB", node.memoryMiB() + " MiB is less than Talos needs")
                                .allowed(least + " MiB or more"));
            }
            if (node.diskGiB() < SMALLEST_DISK_GIB) {
                findings.add(Finding.error(machine.path() + ".diskGiB", node.diskGiB() + " GiB is too small for Talos")
                        .allowed(SMALLEST_DISK_GIB + " GiB or more"));
            }
        }
        return findings;
    }
}
