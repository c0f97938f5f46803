package io.homelab.activities.git;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.deployment.DeploymentActivities;
import io.homelab.workflows.deployment.DeploymentRequest;
import io.homelab.workflows.deployment.DeploymentSpec;
import io.homelab.workflows.deployment.Push;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;

/** Pushes to the Git repository of the lab file. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class GitDeploymentActivities implements DeploymentActivities {
    private final LabReader labs;
    private final GitClones clones;

    public GitDeploymentActivities(LabReader labs, GitClones clones) {
        this.labs = labs;
        this.clones = clones;
    }

    @Override
    public DeploymentSpec read(DeploymentRequest request) {
        var file = labs.take(request.labDigest());
        var lab = labs.snapshot(file.digest());
        var cluster = request.cluster();
        lab.cluster(cluster);
        GitClones.settings(lab);
        if (!lab.lab().hasGitOps(cluster)) {
            throw new Problem(
                    FailureClass.CONFIG,
                    cluster + " reads no Git repository",
                    "lab.yaml gitops.clusters",
                    "add it there, then: homelab cluster bootstrap " + cluster);
        }
        var promotion = lab.lab().promotion();
        if (promotion != null && promotion.to().equals(cluster)) {
            // Its gate, its approval and its freezes would count for nothing.
            throw new Problem(
                    FailureClass.CONFIG,
                    cluster + " is promoted to, a push is not deployed to it",
                    "lab.yaml promotion.to",
                    "homelab promote start " + cluster);
        }
        return new DeploymentSpec(
                new ClusterRef(cluster, file.digest()),
                lab.lab().name(),
                lab.lab().simulated());
    }

    @Override
    public Push resolve(PushRequest request) {
        var lab = labs.snapshot(request.cluster().snapshot());
        var path = GitClones.settings(lab).path();
        return clones.with(lab, clone -> {
            clone.fetch();
            return new Pushes(clone, path).of(request.cluster().cluster(), request.revision(), request.since());
        });
    }
}
