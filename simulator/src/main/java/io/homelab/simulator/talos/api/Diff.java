package io.homelab.simulator.talos.api;

import io.homelab.simulator.talos.config.MachineConfig;
import java.util.LinkedHashSet;

/** What a dry run shows: lines that go and lines that come. */
final class Diff {
    private Diff() {}

    static String of(MachineConfig present, MachineConfig wanted) {
        var before = new LinkedHashSet<>(present.text().lines().toList());
        var after = new LinkedHashSet<>(wanted.text().lines().toList());
        if (before.equals(after)) {
            return "No changes.";
        }
        var diff = new StringBuilder("Config diff:\n\n");
        before.stream()
                .filter(line -> !after.contains(line))
                .forEach(line -> diff.append('-').append(line).append('\n'));
        after.stream()
                .filter(line -> !before.contains(line))
                .forEach(line -> diff.append('+').append(line).append('\n'));
        return diff.toString();
    }
}
