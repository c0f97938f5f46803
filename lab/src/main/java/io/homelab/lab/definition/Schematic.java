package io.homelab.lab.definition;

import java.util.List;

/** What the image factory bakes in: official system extensions and extra kernel arguments. */
public record Schematic(List<String> extensions, List<String> extraKernelArgs) {
    public Schematic {
        extensions = List.copyOf(extensions);
        extraKernelArgs = List.copyOf(extraKernelArgs);
    }
}
