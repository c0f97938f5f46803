package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A cluster has 1, 3 or 5 control planes: etcd needs a majority. */
final class ControlPlaneCountRule implements Rule {
    private static final Set<Integer> ALLOWED = Set.of(1, 3, 5);

    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        view.lab().clusters().forEach((name, cluster) -> {
            int count = cluster.nodes(NodeRole.CONTROL_PLANE).size();
            if (!ALLOWED.contains(count)) {
                findings.add(Finding.error(
                                LabView.path(name) + ".nodes",
                                count == 0 ? "has no control plane" : "has " + count + " control planes")
                        .allowed("1, 3 or 5, as etcd needs a majority"));
            }
        });
        return findings;
    }
}
