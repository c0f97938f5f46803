package io.homelab.activities.talos;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.talos.TalosNodes.Knock;
import io.homelab.activities.transport.Unreachable;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.NodeRef;
import java.time.Duration;
import java.util.List;

/** Brings a node's machine configuration in line with the lab file. */
final class MachineConfigStep {
    private final TalosNodes nodes;
    private final OpenLab lab;
    private final NodeRef ref;

    MachineConfigStep(TalosNodes nodes, NodeRef ref) {
        this.nodes = nodes;
        this.lab = nodes.lab(ref.snapshot());
        this.ref = ref;
    }

    Outcome ensure() {
        try (var wanted = wanted()) {
            return switch (nodes.knock(lab, ref)) {
                case Knock.Maintenance(var node, var stage) -> {
                    try (node) {
                        yield stage.name().equals("maintenance")
                                ? first(node, wanted)
                                : Outcome.unchanged(ref.node() + " is " + stage.name());
                    }
                }
                case Knock.Configured(var node) -> {
                    try (node) {
                        yield update(node, wanted);
                    }
                }
                case Knock.Silent(var why) -> {
                    if (nodes.powered(ref)) {
                        throw new Unreachable(ref.node() + " does not answer: " + why, "talos " + ref.node(), null);
                    }
                    yield Outcome.unchanged(ref.node() + " has lost its power")
                            .with(TalosMachineOsActivities.OFF, "yes");
                }
            };
        }
    }

    /** What differs; empty when the node has no configuration of ours yet or cannot be asked. */
    List<String> drift() {
        if (nodes.knock(lab, ref) instanceof Knock.Configured(var node)) {
            try (node;
                    var wanted = wanted()) {
                return node.machineConfig()
                        .map(active -> ConfigDrift.between(active, wanted))
                        .orElse(List.of());
            }
        }
        return List.of();
    }

    private Outcome first(TalosNode node, Secret wanted) {
        node.apply(wanted, true); // the node's own judgement, before anything is written
        node.apply(wanted, false);
        return Outcome.changed("configured; it installs now", Duration.ZERO);
    }

    private Outcome update(TalosNode node, Secret wanted) {
        var active = node.machineConfig();
        var paths = active.map(a -> ConfigDrift.between(a, wanted)).orElse(List.of());
        if (paths.isEmpty()) {
            return Outcome.unchanged("configured as the lab file says");
        }
        var details = node.apply(wanted, false);
        return Outcome.changed("changed " + String.join(", ", paths) + " — " + details.strip(), Duration.ZERO);
    }

    private Secret wanted() {
        return new MachineConfigs(lab, ref.cluster(), nodes.secrets(lab, ref.cluster())).of(ref.node());
    }
}
