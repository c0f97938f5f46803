package io.homelab.activities.argocd;

import io.homelab.activities.git.GitClones;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.kubernetes.Manifests;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.plan.Change;
import io.homelab.workflows.topology.ClusterRef;
import java.util.List;
import java.util.Optional;

/** What a bootstrap would change of ArgoCD's view of the lab's Git repository; looks only. */
public final class GitOpsPlanner {
    private final Clusters clusters;
    private final GitClones clones;

    public GitOpsPlanner(Clusters clusters, GitClones clones) {
        this.clusters = clusters;
        this.clones = clones;
    }

    /**
     * The change, if there is one.
     *
     * @param answering false while there is no cluster to ask
     * @param repairs whether something below it is to be made or repaired first
     */
    public Optional<Change> plan(ClusterRef cluster, boolean answering, boolean repairs) {
        var lab = clusters.lab(cluster);
        if (!lab.lab().hasGitOps(cluster.cluster())) {
            return Optional.empty();
        }
        var address = "cluster/" + cluster.cluster() + "/gitops";
        if (!answering) {
            return Optional.of(new Change(address, Change.Action.CREATE, List.of(), false, "there is no cluster yet"));
        }
        try {
            var objects = new SetupObjects(lab, GitClones.settings(lab), cluster.cluster()).all(clones);
            var differing = clusters.with(cluster, (l, client) -> new Manifests(client).differing(objects));
            return differing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(update(
                            address,
                            differing.stream()
                                    .map(o -> new Change.Field(
                                            Manifests.name(o), "(differs or missing)", "(lab file and Git)"))
                                    .toList(),
                            "drift"));
        } catch (Problem e) {
            if (!repairs || e.report().kind() != FailureClass.TRANSIENT) {
                throw e; // not to know is not "no changes"
            }
            return Optional.of(update(
                    address, List.of(), "cannot be seen now: " + e.report().what()));
        }
    }

    private static Change update(String address, List<Change.Field> fields, String why) {
        return new Change(address, Change.Action.UPDATE, fields, false, why);
    }
}
