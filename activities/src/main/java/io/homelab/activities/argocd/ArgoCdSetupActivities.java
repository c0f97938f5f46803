package io.homelab.activities.argocd;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.kubernetes.Manifests;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.GitOpsSetupActivities;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;

/** Points the ArgoCD of a cluster at Git. What guards the write: server-side apply of the same objects, by one field manager. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ArgoCdSetupActivities implements GitOpsSetupActivities {
    private static final int LOOKS_AT_TROUBLE = 5;

    private final Clusters clusters;
    private final GitClones clones;

    public ArgoCdSetupActivities(Clusters clusters, GitClones clones) {
        this.clusters = clusters;
        this.clones = clones;
    }

    @Override
    public Outcome ensureGitOps(ClusterRef cluster) {
        var lab = clusters.lab(cluster);
        var objects = new SetupObjects(lab, GitClones.settings(lab), cluster.cluster()).all(clones);
        var differing = clusters.with(cluster, (l, client) -> {
            new ArgoCd(client, cluster.cluster()).applications(); // or says that there is no ArgoCD
            return new Manifests(client).differing(objects);
        });
        if (!differing.isEmpty()) {
            clusters.with(cluster, (l, client) -> {
                new Manifests(client).apply(differing);
                return differing.size();
            });
        }
        var waits = lab.waits(cluster.cluster());
        var trouble = new int[1];
        var seen = Await.upTo(waits.sync(), waits.clusterProbe())
                .<String>until(
                        "ArgoCD reads " + GitClones.settings(lab).repository(),
                        () -> clusters.with(
                                cluster, (l, client) -> look(new ArgoCd(client, cluster.cluster()), trouble)));
        return differing.isEmpty() ? Outcome.unchanged(seen.value()) : Outcome.changed(seen.value(), seen.waited());
    }

    private static Seen<String> look(ArgoCd argo, int[] trouble) {
        var root = argo.applications().get(SetupObjects.ROOT);
        if (root == null) {
            return Seen.missing("the application root is not there yet");
        }
        if (!root.errors().isEmpty()) {
            var words = String.join("; ", root.errors());
            if (words.contains("project default which does not exist")) {
                return Seen.missing(words); // argocd-server makes it when it starts
            }
            trouble[0]++;
            if (trouble[0] >= LOOKS_AT_TROUBLE) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "ArgoCD cannot read the repository: " + words,
                        "argocd application root",
                        "check gitops.readOnly and gitops.ca of the lab file, and the tree in Git");
            }
            return Seen.missing(words);
        }
        trouble[0] = 0;
        return root.sync().equals("Synced")
                ? Seen.there("ArgoCD follows "
                        + root.revision()
                                .map(r -> r.substring(0, Math.min(12, r.length())))
                                .orElse("Git"))
                : Seen.missing("root is " + root.sync()
                        + root.trouble().map(w -> ": " + w).orElse(""));
    }
}
