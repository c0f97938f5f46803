package io.homelab.activities.talos;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.talos.TalosNodes.Knock;
import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.NodeRole;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.NodeRef;
import java.util.List;
import java.util.Map;

/**
 * Bootstraps etcd exactly once in a cluster's life. A second bootstrap would make a second cluster of the same name, so
 * every control plane is looked at first, and a cluster that once gave out credentials is never bootstrapped again.
 */
final class Etcd {
    private static final Knock NOBODY = new Knock.Silent("it has no machine");

    private final TalosNodes nodes;
    private final OpenLab lab;
    private final ClusterRef ref;

    Etcd(TalosNodes nodes, ClusterRef ref) {
        this.nodes = nodes;
        this.lab = nodes.lab(ref.snapshot());
        this.ref = ref;
    }

    Outcome ensure() {
        if (memberSomewhere()) {
            return Outcome.unchanged("etcd runs");
        }
        if (lab.secrets().get(SecretNames.kubeconfig(ref.cluster())).isPresent()) {
            return awaitItsReturn();
        }
        var first = controlPlanes().getFirst();
        var waits = lab.waits(ref.cluster());
        var accepted = Await.upTo(waits.etcd(), waits.clusterProbe())
                .<Boolean>until("etcd's bootstrap on " + first.node(), () -> bootstrap(first));
        var up = Await.upTo(waits.etcd(), waits.bootProbe())
                .<List<String>>until("etcd on " + first.node(), () -> healthy(first));
        return Outcome.changed(
                "bootstrapped on " + first.node(), accepted.waited().plus(up.waited()));
    }

    /** A control plane that just rebooted has its data and no member yet: only time tells it from one that lost both. */
    private Outcome awaitItsReturn() {
        try {
            var back = Await.upTo(
                            lab.waits(ref.cluster()).etcd(),
                            lab.waits(ref.cluster()).clusterProbe())
                    .<Boolean>until(
                            "etcd, which was bootstrapped before",
                            () -> memberSomewhere() ? Seen.there(true) : Seen.missing("no control plane has a member"));
            return new Outcome(false, "etcd runs again", back.waited(), Map.of());
        } catch (GaveUp e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "cluster " + ref.cluster() + " was bootstrapped before, and no control plane has etcd's data now",
                    "talos " + ref.cluster(),
                    "restore etcd from a snapshot (talosctl bootstrap --recover-from), or destroy the cluster first",
                    e);
        }
    }

    private Seen<Boolean> bootstrap(NodeRef first) {
        return switch (nodes.knock(lab, first)) {
            case Knock.Configured(var node) -> {
                try (node) {
                    node.bootstrap();
                    yield Seen.there(true);
                } catch (TalosFailure e) {
                    if (e.alreadyExists()) {
                        yield Seen.there(true); // an attempt of ours whose answer was lost; membership is verified next
                    }
                    if (e.notYet() || e.unimplemented() || e.unreachable()) {
                        yield Seen.missing(e.report().what());
                    }
                    throw e;
                }
            }
            case Knock.Maintenance(var node, var stage) -> {
                node.close();
                yield Seen.missing("it is in maintenance mode (" + stage.name() + ")");
            }
            case Knock.Silent(var why) -> Seen.missing(why);
        };
    }

    private Seen<List<String>> healthy(NodeRef ref) {
        if (nodes.knock(lab, ref) instanceof Knock.Configured(var node)) {
            try (node) {
                var members = node.etcdMembers();
                return node.healthy("etcd").orElse(false) && !members.isEmpty()
                        ? Seen.there(members)
                        : Seen.missing("the etcd service is not healthy yet");
            } catch (TalosFailure e) {
                return Seen.missing(e.report().what());
            }
        }
        return Seen.missing("it does not answer");
    }

    private boolean memberSomewhere() {
        for (var ref : controlPlanes()) {
            // The other control planes may not have been made yet: their lanes go their own ways.
            if (nodes.knockIfThere(lab, ref).orElse(NOBODY) instanceof Knock.Configured(var node)) {
                try (node) {
                    if (!node.etcdMembers().isEmpty()) {
                        return true;
                    }
                } catch (TalosFailure e) {
                    Await.beat("no etcd on " + ref.node() + ": " + e.report().what());
                }
            }
        }
        return false;
    }

    private List<NodeRef> controlPlanes() {
        return lab.cluster(ref.cluster()).nodes(NodeRole.CONTROL_PLANE).stream()
                .map(n -> ref.node(n.name()))
                .toList();
    }
}
