package io.homelab.activities.argocd;

import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.gitops.ReleaseActivities.Moved;
import io.homelab.workflows.gitops.ReleaseActivities.RevisionRequest;
import io.homelab.workflows.topology.ClusterRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Git has of applications at other revisions than one commit; it is asked once for each revision. */
final class Moves {
    private final ReleaseActivities releases;
    private final ClusterRef cluster;
    private final String commit;
    private final List<String> applications;
    private final Map<String, Moved> known = new HashMap<>();

    Moves(ReleaseActivities releases, ClusterRef cluster, String commit, List<String> applications) {
        this.releases = releases;
        this.cluster = cluster;
        this.commit = commit;
        this.applications = applications;
    }

    /** Whether the application is the same there. */
    boolean same(String name, String revision) {
        return revision.equals(commit) || !at(revision).applications().contains(name);
    }

    /** Whether it is the same there, or has been changed by a commit that came after ours. */
    boolean sameOrLater(String name, String revision) {
        return same(name, revision) || Boolean.TRUE.equals(at(revision).later());
    }

    /** Whether it has been changed since. */
    boolean isNewer(String name, Optional<String> revision) {
        return revision.filter(r -> !same(name, r)).isPresent();
    }

    private Moved at(String revision) {
        var moved = known.get(revision);
        if (moved == null) {
            moved = releases.compare(new RevisionRequest(cluster, commit, revision, applications));
            known.put(revision, moved);
        }
        return moved;
    }
}
