package io.homelab.activities.talos;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.NodeRole;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Takes over the secrets of a cluster that somebody else made: a control plane's machine configuration holds all of them
 * (what {@code talosctl gen secrets --from-controlplane-config} reads).
 */
final class BundleAdoption {
    private final TalosNodes nodes;
    private final ClusterRef ref;
    private final OpenLab lab;

    BundleAdoption(TalosNodes nodes, ClusterRef ref) {
        this.nodes = nodes;
        this.ref = ref;
        this.lab = nodes.lab(ref.snapshot());
    }

    Outcome adopt() {
        var name = SecretNames.bundle(ref.cluster());
        var read = read();
        var kept = lab.secrets().getOrCreate(name, read::toSecret);
        if (!SecretsBundle.parse(kept).equals(read)) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "the secret store holds other secrets for cluster " + ref.cluster() + " than its nodes have",
                    "secret store " + name,
                    "if the store's are of a cluster that is gone, remove secrets/" + name + ".age and retry");
        }
        return Outcome.changed(name + " is in the secret store", Duration.ZERO);
    }

    private SecretsBundle read() {
        var talosconfig = SecretNames.talosconfig(ref.cluster());
        var identity = lab.secrets()
                .get(talosconfig)
                .map(secret -> Talosconfig.identity(secret, talosconfig))
                .orElseThrow(() -> new Problem(
                        FailureClass.AUTH,
                        "there is no " + talosconfig + " in the secret store",
                        "secret store",
                        "homelab cluster adopt " + ref.cluster() + " --talosconfig FILE"));
        var first = ref.node(lab.cluster(ref.cluster())
                .nodes(NodeRole.CONTROL_PLANE)
                .getFirst()
                .name());
        try (var node = nodes.open(lab, first, identity)) {
            var config = node.machineConfig()
                    .orElseThrow(() -> new Problem(
                            FailureClass.AUTH,
                            "the talosconfig may not read the machine configuration of " + first.node(),
                            "talos " + first.node(),
                            "it needs the role os:admin"));
            refuseAnotherCluster(config, first.node());
            return SecretsBundle.ofMachineConfig(config);
        }
    }

    private void refuseAnotherCluster(JsonNode config, String node) {
        var theirs =
                config.path("cluster").path("controlPlane").path("endpoint").asString("");
        var ours = lab.cluster(ref.cluster()).endpoint().url().toString();
        if (!theirs.equals(ours)) {
            throw new Problem(
                    FailureClass.CONFIG,
                    node + " belongs to the cluster at " + theirs + ", the lab file says " + ours,
                    "talos " + node,
                    "set clusters." + ref.cluster() + ".endpoint in lab.yaml to what the cluster has");
        }
    }
}
