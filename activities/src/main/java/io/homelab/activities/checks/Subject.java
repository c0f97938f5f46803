package io.homelab.activities.checks;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.lab.definition.Node;
import io.homelab.lab.definition.NodeRole;
import io.homelab.workflows.acceptance.GateSamples;
import io.homelab.workflows.topology.ClusterRef;
import java.util.List;

/**
 * The cluster that is checked, with the snapshot of the lab file that it was built from.
 *
 * @param commit of the lab's Git repository that a run has brought to it; empty when no run has
 * @param gates what a promotion has gone by
 */
record Subject(ClusterRef ref, OpenLab lab, String commit, List<GateSamples> gates) {
    Subject(ClusterRef ref, OpenLab lab) {
        this(ref, lab, "", List.of());
    }

    boolean simulated() {
        return lab.lab().simulated();
    }

    List<Node> nodes() {
        return lab.cluster(ref.cluster()).nodes();
    }

    /** A target's text with {@code ${cluster}} and {@code ${template}} filled in. */
    String resolve(String text) {
        return text.replace("${cluster}", ref.cluster())
                .replace("${template}", lab.cluster(ref.cluster()).template());
    }

    static String role(Node node) {
        return node.role() == NodeRole.CONTROL_PLANE ? "controlplane" : "worker";
    }
}
