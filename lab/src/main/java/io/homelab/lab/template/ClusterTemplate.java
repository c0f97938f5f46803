package io.homelab.lab.template;

import io.homelab.lab.definition.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An Omni cluster template: versions (with their "v"), and patches in the order in which they apply. */
public record ClusterTemplate(
        String name,
        String kubernetesVersion,
        String talosVersion,
        List<Patch> patches,
        List<String> systemExtensions,
        List<String> kernelArgs,
        MachineSet controlPlane,
        List<MachineSet> workers,
        List<TemplateMachine> machines) {
    public ClusterTemplate {
        patches = List.copyOf(patches);
        systemExtensions = List.copyOf(systemExtensions);
        kernelArgs = List.copyOf(kernelArgs);
        workers = List.copyOf(workers);
        machines = List.copyOf(machines);
    }

    /** The patches of a role, cluster-wide ones first; for workers, those of every set in the file's order. */
    public List<Patch> patches(NodeRole role) {
        var all = new ArrayList<>(patches);
        switch (role) {
            case CONTROL_PLANE -> all.addAll(controlPlane.patches());
            case WORKER -> workers.forEach(set -> all.addAll(set.patches()));
        }
        return List.copyOf(all);
    }

    /** The value that the last patch of a role gives to a JSON pointer such as /cluster/proxy/disabled, or empty. */
    public Optional<JsonNode> setting(NodeRole role, String pointer) {
        return PatchText.lastValue(patches(role), pointer);
    }
}
