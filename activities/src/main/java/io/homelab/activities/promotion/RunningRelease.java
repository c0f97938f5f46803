package io.homelab.activities.promotion;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.gitops.GitOpsActivities.Application;
import io.homelab.workflows.gitops.GitOpsActivities.LookRequest;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.gitops.ReleaseActivities.RevisionRequest;
import io.homelab.workflows.promotion.StabilityActivities.WatchRequest;
import java.util.List;
import java.util.Objects;

/**
 * What ArgoCD says that it has compared a cluster with. Another revision is no other content: commits that change something
 * else, the promotion's own among them, are told apart by what Git has of the applications.
 */
public final class RunningRelease implements ReleaseLook {
    private final GitOpsActivities gitOps;
    private final ReleaseActivities releases;

    public RunningRelease(GitOpsActivities gitOps, ReleaseActivities releases) {
        this.gitOps = gitOps;
        this.releases = releases;
    }

    @Override
    public List<String> moved(WatchRequest request) {
        var commit = request.commit();
        if (commit == null) {
            return List.of();
        }
        try {
            return gitOps.look(new LookRequest(request.cluster(), request.applications())).applications().stream()
                    .map(Application::revision)
                    .filter(Objects::nonNull)
                    .filter(revision -> !revision.isEmpty() && !revision.equals(commit))
                    .distinct()
                    .flatMap(revision -> releases
                            .compare(new RevisionRequest(request.cluster(), commit, revision, request.applications()))
                            .applications()
                            .stream())
                    .distinct()
                    .toList();
        } catch (Problem e) {
            if (e.report().kind().retryable()) {
                return List.of(); // nobody can tell now; what is away shows in the checks as well
            }
            throw e;
        }
    }
}
