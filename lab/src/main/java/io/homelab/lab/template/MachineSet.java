package io.homelab.lab.template;

import java.util.List;
import java.util.OptionalInt;

/** The control planes or one set of workers; size is empty for "unlimited" or when no class is named. */
public record MachineSet(
        String name,
        List<String> machines,
        String machineClass,
        OptionalInt size,
        List<Patch> patches,
        List<String> systemExtensions,
        List<String> kernelArgs) {
    public MachineSet {
        machines = List.copyOf(machines);
        patches = List.copyOf(patches);
        systemExtensions = List.copyOf(systemExtensions);
        kernelArgs = List.copyOf(kernelArgs);
    }

    /** How many machines the set asks for, or empty when it takes as many as there are. */
    public OptionalInt wanted() {
        return machineClass.isEmpty() ? OptionalInt.of(machines.size()) : size;
    }
}
