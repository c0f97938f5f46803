package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.talos.NodeReader;
import io.homelab.lab.definition.Node;
import java.util.List;
import java.util.Map;

/** Asks the cluster's nodes themselves, over mutual TLS. */
final class TalosApiCheck implements Check {
    private static final String ETCD_MEMBERS = "machine.MachineService/EtcdMemberList";

    private final NodeReader reader;

    TalosApiCheck(NodeReader reader) {
        this.reader = reader;
    }

    @Override
    public String kind() {
        return "talos-api";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of(
                "nodes", ListType.create(SimpleType.DYN),
                "etcd", ListType.create(SimpleType.DYN),
                "version", SimpleType.STRING);
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var etcd = ETCD_MEMBERS.equals(target.get("rpc"));
        return new Reading.Values(Map.of(
                "nodes", etcd ? List.of() : running(subject),
                "etcd", etcd ? members(subject) : List.of(),
                "version", subject.lab().template(subject.ref().cluster()).talosVersion()));
    }

    private List<Map<String, Object>> running(Subject subject) {
        return subject.nodes().stream().map(node -> running(subject, node)).toList();
    }

    private Map<String, Object> running(Subject subject, Node node) {
        var seen = reader.running(subject.ref().node(node.name()));
        return Map.of(
                "name", node.name(),
                "role", Subject.role(node),
                "authenticated", seen.authenticated(),
                "version", seen.version(),
                "stage", seen.stage(),
                "ready", seen.ready());
    }

    private List<Map<String, Object>> members(Subject subject) {
        return subject.nodes().stream()
                .filter(node -> Subject.role(node).equals("controlplane"))
                .map(node -> members(subject, node))
                .toList();
    }

    private Map<String, Object> members(Subject subject, Node node) {
        var seen = reader.etcd(subject.ref().node(node.name()));
        return Map.of("name", node.name(), "members", seen.members(), "healthy", seen.healthy());
    }
}
