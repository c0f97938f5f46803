package io.homelab.activities.git;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.lab.definition.Marker;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.ArrayList;

/** Releases in the Git repository of the lab file. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class GitReleaseActivities implements ReleaseActivities {
    private final LabReader labs;
    private final GitClones clones;
    private final LabClock clock;
    private final Runnable guard;

    /** @param guard asked immediately before each push; throws when nothing may be written now */
    public GitReleaseActivities(LabReader labs, GitClones clones, LabClock clock, Runnable guard) {
        this.labs = labs;
        this.clones = clones;
        this.clock = clock;
        this.guard = guard;
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
            if (!clone.has(request.commit()) || !clone.has(request.revision())) {
                clone.fetch();
            }
            var commit = clone.resolve(request.commit());
            var revision = clone.resolve(request.revision());
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
        var address = "promotion/" + request.cluster().cluster() + "/" + request.key();
        var marker = Marker.of(lab.secrets().labKey(), address).value();
        return clones.with(
                lab, clone -> new ReleaseCommits(clone, GitClones.settings(lab), marker, clock, guard).write(request));
    }
}
