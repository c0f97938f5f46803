package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** All machines at once, beside what the host keeps, fit into the host's memory. */
final class MemoryPeakRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var hypervisor = view.lab().hypervisor();
        if (hypervisor.memoryMiB() == null) {
            return List.of();
        }
        long peak = view.machines().stream()
                .mapToLong(machine -> machine.node().memoryMiB())
                .sum();
        if (peak + hypervisor.reservedMemoryMiB() <= hypervisor.memoryMiB()) {
            return List.of();
        }
        return List.of(Finding.error(
                        "hypervisor.memoryMiB",
                        "the machines need %d MiB at peak beside %d MiB for the host, which has %d MiB"
                                .formatted(peak, hypervisor.reservedMemoryMiB(), hypervisor.memoryMiB()))
                .suggest("give machines less memory, or lower reservedMemoryMiB if the host needs less"));
    }
}
