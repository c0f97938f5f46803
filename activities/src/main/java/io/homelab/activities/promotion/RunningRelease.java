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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ArgoCD says that it has compared a cluster with. Another revision is no other content: commits that change something
 * else, the promotion's own among them, are told apart by what Git has of the applications. What ArgoCD no longer knows runs
 * nothing of the release.
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
            return moved(request, commit);
        } catch (Problem e) {
            if (e.report().kind().retryable()) {
                return List.of(); // nobody can tell now; what is away shows in the checks as well
            }
            throw e;
        }
    }

    private List<String> moved(WatchRequest request, String commit) {
        var running = gitOps.look(new LookRequest(request.cluster(), request.applications()))
                .applications();
        var there = running.stream().map(Application::name).collect(Collectors.toSet());
        var gone = request.applications().stream().filter(name -> !there.contains(name));
        var elsewhere = running.stream()
                .filter(app -> app.revision() != null
                        && !app.revision().isEmpty()
                        && !app.revision().equals(commit))
                .collect(Collectors.groupingBy(
                        app -> Objects.requireNonNull(app.revision()),
                        TreeMap::new,
                        Collectors.mapping(Application::name, Collectors.toList())));
        // Each by the revision that it runs itself: what others run already is not there yet.
        var changed = elsewhere.entrySet().stream()
                .flatMap(at -> releases
                        .compare(new RevisionRequest(request.cluster(), commit, at.getKey(), at.getValue()))
                        .applications()
                        .stream());
        return Stream.concat(gone, changed).toList();
    }
}
