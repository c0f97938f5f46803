package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.proxmox.MachineFacts;
import io.homelab.activities.proxmox.MachineReader;
import io.homelab.lab.definition.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads machines from Proxmox. The requirements name them by number ({@code ${dev.vmid}}, {@code ${prod.cp.vmid}}); numbers
 * are recycled, so the placeholder only says which role is meant and the machines are found by their markers.
 */
final class ProxmoxApiCheck implements Check {
    private static final Pattern ROLE = Pattern.compile("\\.(cp|worker)\\.vmid}");

    private final MachineReader machines;

    ProxmoxApiCheck(MachineReader machines) {
        this.machines = machines;
    }

    @Override
    public String kind() {
        return "proxmox-api";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of(
                "machines",
                ListType.create(SimpleType.DYN),
                "absent",
                ListType.create(SimpleType.STRING),
                "image",
                SimpleType.STRING,
                "bridge",
                SimpleType.STRING);
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var wanted = wanted(subject, target.getOrDefault("path", ""));
        var found = machines.machines(subject.ref()).stream()
                .collect(Collectors.toMap(MachineFacts::node, Function.identity()));
        var present = new ArrayList<Map<String, Object>>();
        var absent = new ArrayList<String>();
        for (var node : wanted) {
            var machine = found.get(node.name());
            if (machine == null) {
                absent.add(node.name());
            } else {
                present.add(describe(machine, node));
            }
        }
        return new Reading.Values(Map.of(
                "machines",
                present,
                "absent",
                absent,
                "image",
                machines.image(subject.ref()),
                "bridge",
                subject.lab().lab().network().bridge()));
    }

    private static List<Node> wanted(Subject subject, String path) {
        var matcher = ROLE.matcher(path);
        var role = matcher.find() ? (matcher.group(1).equals("cp") ? "controlplane" : "worker") : "";
        return subject.nodes().stream()
                .filter(node -> role.isEmpty() || role.equals(Subject.role(node)))
                .toList();
    }

    private static Map<String, Object> describe(MachineFacts machine, Node declared) {
        return Map.ofEntries(
                Map.entry("name", machine.node()),
                Map.entry("role", Subject.role(declared)),
                Map.entry("host", machine.host()),
                Map.entry("vmid", (long) machine.vmid()),
                Map.entry("cores", machine.cores()),
                Map.entry("sockets", machine.sockets()),
                Map.entry("memory", machine.memoryMiB()),
                Map.entry("disk", machine.bootDiskGiB()),
                Map.entry("image", machine.image().orElse("")),
                Map.entry("tags", machine.tags()),
                Map.entry("bridge", machine.bridge()),
                Map.entry("declared", declared(declared)));
    }

    private static Map<String, Object> declared(Node node) {
        return Map.of(
                "cores", (long) node.cores(),
                "memory", (long) node.memoryMiB(),
                "disk", (long) node.diskGiB(),
                "tags", List.copyOf(node.tags()));
    }
}
