package io.homelab.activities.promotion;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.gitops.GitOpsActivities.Application;
import io.homelab.workflows.gitops.GitOpsActivities.LookRequest;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.gitops.ReleaseActivities.RevisionRequest;
import io.homelab.workflows.promotion.StabilityActivities.WatchRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What ArgoCD says that it has compared a cluster with, and last written from: where nothing is synced by itself, the first
 * is ahead of the second as soon as somebody pushes. Another revision is no other content: commits that change something
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
        var elsewhere = changed(request, commit, running, Application::revision);
        var seen =
                running.stream().filter(app -> elsewhere.contains(app.name())).toList();
        var written = changed(request, commit, seen, app -> app.written() == null ? app.revision() : app.written());
        return Stream.concat(gone, elsewhere.stream().filter(written::contains)).toList();
    }

    /** Each by its own revision: what others run already is not there yet. */
    private Set<String> changed(
            WatchRequest request,
            String commit,
            List<Application> running,
            Function<Application, @Nullable String> revision) {
        var at = new TreeMap<String, List<String>>();
        for (var app : running) {
            var its = revision.apply(app);
            if (its != null && !its.isEmpty() && !its.equals(commit)) {
                at.computeIfAbsent(its, r -> new ArrayList<>()).add(app.name());
            }
        }
        var changed = new LinkedHashSet<String>();
        at.forEach((its, names) ->
                changed.addAll(releases.compare(new RevisionRequest(request.cluster(), commit, its, names))
                        .applications()));
        return changed;
    }
}
