package io.homelab.workflows.gitops;

import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Git repository that ArgoCD reads: what a release consists of, and the commits that carry it to a cluster. */
@ActivityInterface
public interface ReleaseActivities {
    /**
     * What going from one cluster to the other means now. CONFIG when a revision, a cluster's directory or a named
     * application is unknown, AUTH when the repository refuses us, TRANSIENT when it cannot be reached.
     */
    @ActivityMethod(name = "ResolveRelease")
    Release resolve(ReleaseRequest request);

    /**
     * Which of the release's applications the source cluster would no longer have as promoted, if it were synced to that
     * revision: none when only something else has changed since.
     */
    @ActivityMethod(name = "CompareRevision")
    Moved compare(RevisionRequest request);

    /**
     * Writes the trees to the target's directory as one commit on top of the branch, never by force, and answers with the
     * commit that an earlier attempt has made if there is one. CONFLICT when the branch moves under each try; CONFIG when the
     * target no longer has what it had when this was decided. Where the lab file asks for pull requests it is merged by one,
     * and waited for until it is: TRANSIENT again and again, CONFIG when it was closed, NOT_OURS when its branch was changed.
     */
    @ActivityMethod(name = "CommitRelease")
    Committed commit(CommitRequest request);

    /**
     * @param from the source cluster, and the snapshot of the lab file
     * @param to the target cluster's name
     * @param revision a commit, tag or branch; null for the head of the configured branch
     * @param only promote these applications alone; empty for all
     */
    record ReleaseRequest(
            ClusterRef from, String to, @Nullable String revision, List<String> only) {
        public ReleaseRequest {
            only = only == null ? List.of() : List.copyOf(only);
        }
    }

    /** Whether {@code revision} still has what {@code commit} has of these applications, for this cluster. */
    record RevisionRequest(ClusterRef cluster, String commit, String revision, List<String> applications) {
        public RevisionRequest {
            applications = applications == null ? List.of() : List.copyOf(applications);
        }
    }

    /**
     * The applications that differ.
     *
     * @param later whether the revision came onto the branch after the commit; null when whoever compared did not say
     */
    record Moved(List<String> applications, @Nullable Boolean later) {
        public Moved {
            applications = applications == null ? List.of() : List.copyOf(applications);
        }

        /** Of revisions whose order does not matter. */
        public Moved(List<String> applications) {
            this(applications, null);
        }
    }

    /**
     * @param cluster the target
     * @param key identifies this write: a trailer of the commit carries it, and it is looked for before anything is written
     * @param changes what each application gets, and what it must have before
     * @param release the commit that is promoted, or gone back to; null when none is known
     * @param subject the message's first line
     * @param body the rest of the message, for people; without trailers
     */
    record CommitRequest(
            ClusterRef cluster,
            String key,
            List<TreeChange> changes,
            @Nullable String release,
            String subject,
            String body) {
        public CommitRequest {
            changes = changes == null ? List.of() : List.copyOf(changes);
        }
    }

    /**
     * @param before the tree that the target has; null when it has none
     * @param after the tree that it gets; null to take it away
     */
    record TreeChange(
            String name,
            String group,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * @param commit what ArgoCD shall sync to
     * @param made whether this call made it; an earlier attempt's is found, not made
     */
    record Committed(String commit, boolean made) {}
}
