package io.homelab.activities.labfile;

import io.homelab.activities.digest.Sha256;
import io.homelab.lab.LabFile;
import io.homelab.lab.definition.Addon;
import io.homelab.lab.definition.Node;
import io.homelab.lab.definition.NodeRole;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.ClusterSpec;
import io.homelab.workflows.topology.LabActivities;
import io.homelab.workflows.topology.NodeSpec;
import io.homelab.workflows.topology.SnapshotRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.Map;

/** Takes snapshots of the lab file. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabFileActivities implements LabActivities {
    /** The epic of the requirements that each of their clusters is; other clusters are judged as DEV is. */
    private static final Map<String, String> EPICS = Map.of("dev", "1.2", "prod", "3.1");

    private final LabReader labs;

    public LabFileActivities(LabReader labs) {
        this.labs = labs;
    }

    @Override
    public ClusterSpec takeSnapshot(SnapshotRequest request) {
        return spec(labs.take(request.digest(), request.imageFile()), request.cluster());
    }

    private ClusterSpec spec(LabFile file, String name) {
        var snapshot = labs.snapshot(file.digest());
        var cluster = snapshot.cluster(name);
        var template = snapshot.template(name);
        return new ClusterSpec(
                new ClusterRef(name, file.digest()),
                file.lab().name(),
                EPICS.getOrDefault(name, "1.2"),
                file.lab().simulated(),
                cluster.endpoint().toString(),
                template.talosVersion(),
                template.kubernetesVersion(),
                cluster.guarded(),
                cluster.nodes().stream().map(LabFileActivities::spec).toList(),
                file.lab().addonsOf(name).stream().map(Addon::name).toList(),
                file.lab().hasGitOps(name) ? true : null);
    }

    private static NodeSpec spec(Node node) {
        return new NodeSpec(
                node.name(),
                node.role() == NodeRole.CONTROL_PLANE ? NodeSpec.Role.CONTROL_PLANE : NodeSpec.Role.WORKER,
                digest(node),
                node.ip().orElse(null));
    }

    private static String digest(Node node) {
        return Sha256.of(node.toString()).substring(0, 16);
    }
}
