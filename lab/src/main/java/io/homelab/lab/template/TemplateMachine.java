package io.homelab.lab.template;

import java.util.List;

/** Settings of one machine by its UUID. */
public record TemplateMachine(
        String uuid, boolean locked, List<Patch> patches, List<String> systemExtensions, List<String> kernelArgs) {
    public TemplateMachine {
        patches = List.copyOf(patches);
        systemExtensions = List.copyOf(systemExtensions);
        kernelArgs = List.copyOf(kernelArgs);
    }
}
