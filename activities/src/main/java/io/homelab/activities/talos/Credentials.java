package io.homelab.activities.talos;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.talos.TalosNodes.Knock;
import io.homelab.lab.definition.AddressMode;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.NodeRef;
import java.time.Duration;
import java.util.List;

/** Keeps the administrator's kubeconfig and talosconfig in the secret store. */
final class Credentials {
    private final TalosNodes nodes;
    private final OpenLab lab;
    private final ClusterRef ref;

    Credentials(TalosNodes nodes, ClusterRef ref) {
        this.nodes = nodes;
        this.lab = nodes.lab(ref.snapshot());
        this.ref = ref;
    }

    Outcome ensure() {
        var secrets = lab.secrets();
        var kubeconfig = SecretNames.kubeconfig(ref.cluster());
        var talosconfig = SecretNames.talosconfig(ref.cluster());
        var waited = Duration.ZERO;
        var changed = false;
        if (secrets.get(talosconfig).isEmpty() || leadsNowhere()) {
            secrets.put(talosconfig, talosconfig());
            changed = true;
        }
        if (secrets.get(kubeconfig).isEmpty()) {
            var waits = lab.waits(ref.cluster());
            var fetched = Await.upTo(waits.kubernetesApi(), waits.clusterProbe())
                    .<Secret>until("the kubeconfig", this::kubeconfig);
            secrets.put(kubeconfig, fetched.value());
            waited = fetched.waited();
            changed = true;
        }
        return changed
                ? Outcome.changed("stored " + kubeconfig + " and " + talosconfig, waited)
                : Outcome.unchanged(kubeconfig + " and " + talosconfig + " are in the secret store");
    }

    /** Whether a lease has changed since the talosconfig was made. Who has fixed addresses may write his own. */
    boolean leadsNowhere() {
        var definition = lab.cluster(ref.cluster());
        var stored = lab.secrets().get(SecretNames.talosconfig(ref.cluster()));
        if (stored.isEmpty() || definition.nodes().stream().noneMatch(n -> n.addressMode() == AddressMode.DHCP)) {
            return false;
        }
        var now = addresses(definition.nodes());
        var known = Talosconfig.nodes(stored.get());
        return now.size() == definition.nodes().size() && !known.isEmpty() && !known.equals(now);
    }

    private Seen<Secret> kubeconfig() {
        if (nodes.knock(lab, first()) instanceof Knock.Configured(var node)) {
            try (node) {
                return Seen.there(Secret.of(KubeconfigArchive.read(node.kubeconfigArchive())));
            }
        }
        return Seen.missing(first().node() + " does not answer");
    }

    private NodeRef first() {
        return ref.node(lab.cluster(ref.cluster())
                .nodes(NodeRole.CONTROL_PLANE)
                .getFirst()
                .name());
    }

    private Secret talosconfig() {
        var definition = lab.cluster(ref.cluster());
        return Talosconfig.of(
                ref.cluster(),
                nodes.secrets(lab, ref.cluster()),
                addresses(definition.nodes(NodeRole.CONTROL_PLANE)),
                addresses(definition.nodes()),
                LabClock.system().now());
    }

    private List<String> addresses(List<io.homelab.lab.definition.Node> members) {
        return members.stream()
                .flatMap(n -> n.ip().or(() -> nodes.address(ref.node(n.name()))).stream())
                .toList();
    }
}
