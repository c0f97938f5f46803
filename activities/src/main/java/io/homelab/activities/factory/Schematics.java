package io.homelab.activities.factory;

import io.homelab.activities.digest.Sha256;
import io.homelab.lab.definition.Schematic;
import io.homelab.lab.template.ClusterTemplate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Image Factory schematics. The id is the SHA-256 of the canonical YAML (four spaces), so it is known without asking; the
 * factory must still have been told once before it serves an image (facts: talos B3).
 */
public final class Schematics {
    private Schematics() {}

    /** The lab's schematic with what the cluster's template adds. */
    public static Schematic of(Schematic lab, ClusterTemplate template) {
        return new Schematic(
                merged(lab.extensions(), template.systemExtensions()),
                merged(lab.extraKernelArgs(), template.kernelArgs()));
    }

    /** The canonical YAML. */
    public static String yaml(Schematic schematic) {
        if (schematic.extensions().isEmpty() && schematic.extraKernelArgs().isEmpty()) {
            return "customization: {}\n";
        }
        var yaml = new StringBuilder("customization:\n");
        if (!schematic.extraKernelArgs().isEmpty()) {
            yaml.append("    extraKernelArgs:\n");
            schematic
                    .extraKernelArgs()
                    .forEach(arg -> yaml.append("        - ").append(arg).append('\n'));
        }
        if (!schematic.extensions().isEmpty()) {
            yaml.append("    systemExtensions:\n        officialExtensions:\n");
            schematic
                    .extensions()
                    .forEach(e -> yaml.append("            - ").append(e).append('\n'));
        }
        return yaml.toString();
    }

    /** The id, 64 hex digits. */
    public static String id(Schematic schematic) {
        return Sha256.of(yaml(schematic));
    }

    private static List<String> merged(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
