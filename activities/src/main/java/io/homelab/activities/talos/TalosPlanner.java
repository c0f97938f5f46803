package io.homelab.activities.talos;

import io.homelab.workflows.plan.Change;
import io.homelab.workflows.topology.ClusterRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the operating system's side of a bootstrap would change; looks only. */
public final class TalosPlanner {
    private final TalosNodes nodes;

    public TalosPlanner(TalosNodes nodes) {
        this.nodes = nodes;
    }

    /** Changes in the order in which they would be made; {@code absent} are the nodes without a running machine. */
    public List<Change> plan(ClusterRef ref, Set<String> absent) {
        var lab = nodes.lab(ref.snapshot());
        var changes = new ArrayList<Change>();
        var prefix = "cluster/" + ref.cluster();
        if (lab.secrets().get(SecretNames.bundle(ref.cluster())).isEmpty()) {
            changes.add(create(prefix + "/secrets", "not in the secret store"));
        }
        for (var node : lab.cluster(ref.cluster()).nodes()) {
            var address = prefix + "/machine-config/" + node.name();
            if (absent.contains(node.name())) {
                changes.add(create(address, "the machine does not run yet"));
                continue;
            }
            var nodeRef = ref.node(node.name());
            switch (nodes.knock(lab, nodeRef)) {
                case TalosNodes.Knock.Configured(var open) -> {
                    open.close();
                    drift(address, new MachineConfigStep(nodes, nodeRef).drift(), changes);
                }
                case TalosNodes.Knock.Maintenance(var open, var stage) -> {
                    open.close();
                    changes.add(create(address, "it is in " + stage.name() + " mode"));
                }
                case TalosNodes.Knock.Silent(var why) -> changes.add(create(address, "it does not answer: " + why));
            }
        }
        if (lab.secrets().get(SecretNames.kubeconfig(ref.cluster())).isEmpty()) {
            changes.add(new Change(prefix + "/etcd", Change.Action.RUN, List.of(), false, "bootstrap, once"));
            changes.add(create(prefix + "/credentials", "kubeconfig and talosconfig are not in the secret store"));
        } else if (absent.isEmpty() && new Credentials(nodes, ref).leadsNowhere()) {
            changes.add(new Change(
                    prefix + "/credentials",
                    Change.Action.UPDATE,
                    List.of(),
                    false,
                    "a lease has changed: the talosconfig names addresses that nobody has"));
        }
        return changes;
    }

    private static void drift(String address, List<String> paths, List<Change> changes) {
        if (!paths.isEmpty()) {
            var fields = paths.stream()
                    .map(p -> new Change.Field(p, "(differs)", "(lab file)"))
                    .toList();
            changes.add(new Change(address, Change.Action.UPDATE, fields, true, "the node may reboot"));
        }
    }

    private static Change create(String address, String why) {
        return new Change(address, Change.Action.CREATE, List.of(), false, why);
    }
}
