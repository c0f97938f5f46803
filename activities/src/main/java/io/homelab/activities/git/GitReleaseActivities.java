package io.homelab.activities.git;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.git.PullRequestCommits.Patience;
import io.homelab.activities.github.PullRequests;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.GitOps;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.util.ArrayList;

/** Releases in the Git repository of the lab file. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class GitReleaseActivities implements ReleaseActivities {
    /** A pull request may wait for days; the server then asks again, and GitHub is asked 720 times an hour of 5,000. */
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(20), Duration.ofSeconds(5));

    private final LabReader labs;
    private final GitClones clones;
    private final Transports transports;
    private final LabClock clock;
    private final Runnable guard;
    private final Patience patience;

    /** @param guard asked immediately before each write; throws when nothing may be written now */
    public GitReleaseActivities(
            LabReader labs, GitClones clones, Transports transports, LabClock clock, Runnable guard) {
        this(labs, clones, transports, clock, guard, PATIENCE);
    }

    GitReleaseActivities(
            LabReader labs,
            GitClones clones,
            Transports transports,
            LabClock clock,
            Runnable guard,
            Patience patience) {
        this.labs = labs;
        this.clones = clones;
        this.transports = transports;
        this.clock = clock;
        this.guard = guard;
        this.patience = patience;
    }

    @Override
    public Release resolve(ReleaseRequest request) {
        var lab = labs.snapshot(request.from().snapshot());
        return clones.with(lab, clone -> {
            clone.fetch();
            return new Releases(clone, GitClones.settings(lab))
                    .between(request.from().cluster(), request.to(), request.revision(), request.only());
        });
    }

    @Override
    public Moved compare(RevisionRequest request) {
        var lab = labs.snapshot(request.cluster().snapshot());
        var path = GitClones.settings(lab).path();
        return clones.with(lab, clone -> {
            var commit = clone.fetched(request.commit());
            var revision = clone.fetched(request.revision());
            var one = new ReleaseTree(clone, commit, path);
            var other = new ReleaseTree(clone, revision, path);
            var before = one.places(request.cluster().cluster());
            var after = other.places(request.cluster().cluster());
            var moved = new ArrayList<String>();
            for (var name : request.applications()) {
                var was = before.get(name);
                var is = after.get(name);
                if (was == null || is == null || !one.content(was).equals(other.content(is))) {
                    moved.add(name);
                }
            }
            return new Moved(moved, !revision.equals(commit) && clone.reaches(revision, commit));
        });
    }

    @Override
    public Committed commit(CommitRequest request) {
        var lab = labs.snapshot(request.cluster().snapshot());
        var settings = GitClones.settings(lab);
        var marks = new Marks(lab.secrets().labKey(), request.cluster().cluster());
        return settings.pullRequests() == null
                ? clones.with(lab, clone -> new ReleaseCommits(clone, marks, clock, guard).write(request))
                : propose(lab, settings, settings.pullRequests().method(), marks, request);
    }

    private Committed propose(OpenLab lab, GitOps settings, GitOps.Method method, Marks marks, CommitRequest request) {
        var github = settings.github();
        if (github == null) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the lab file says nothing of GitHub, where pull requests are opened",
                    "lab.yaml gitops.github",
                    "lab.example.yaml shows it");
        }
        try (var pulls = PullRequests.of(lab, github, transports, settings.branch())) {
            return new PullRequestCommits(lab, clones, pulls, method, request, marks, clock, guard, patience).write();
        }
    }
}
