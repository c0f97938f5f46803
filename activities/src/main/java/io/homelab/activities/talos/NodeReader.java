package io.homelab.activities.talos;

import io.homelab.activities.talos.TalosNodes.Knock;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.topology.NodeRef;
import java.util.List;

/** Reads what nodes say of themselves; looks only. */
public final class NodeReader {
    private final TalosNodes nodes;

    public NodeReader(TalosNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * What a node runs.
     *
     * @param authenticated whether it answered over mutual TLS with the cluster's own certificates
     * @param version empty when the node does not tell it, as in maintenance mode
     */
    public record Running(boolean authenticated, String version, String stage, boolean ready) {}

    /** What a control plane knows of etcd. */
    public record EtcdState(List<String> members, boolean healthy) {
        public EtcdState {
            members = List.copyOf(members);
        }
    }

    /** What a node runs; {@link Unreachable} when nobody answers. */
    public Running running(NodeRef ref) {
        return switch (nodes.knock(nodes.lab(ref.snapshot()), ref)) {
            case Knock.Configured(var node) -> {
                try (node) {
                    var stage = node.stage();
                    yield new Running(true, node.version(), stage.name(), stage.ready());
                }
            }
            case Knock.Maintenance(var node, var stage) -> {
                node.close();
                yield new Running(false, "", stage.name(), stage.ready());
            }
            case Knock.Silent(var why) -> throw silent(ref, why);
        };
    }

    /** What a control plane knows of etcd: no members while it is not configured. */
    public EtcdState etcd(NodeRef ref) {
        return switch (nodes.knock(nodes.lab(ref.snapshot()), ref)) {
            case Knock.Configured(var node) -> {
                try (node) {
                    yield new EtcdState(node.etcdMembers(), node.healthy("etcd").orElse(false));
                }
            }
            case Knock.Maintenance(var node, var stage) -> {
                node.close();
                yield new EtcdState(List.of(), false);
            }
            case Knock.Silent(var why) -> throw silent(ref, why);
        };
    }

    private static Unreachable silent(NodeRef ref, String why) {
        return new Unreachable(ref.node() + " does not answer: " + why, "talos " + ref.node(), null);
    }
}
