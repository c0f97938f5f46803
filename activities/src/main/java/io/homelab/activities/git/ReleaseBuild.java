package io.homelab.activities.git;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.GitOps;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.TreeChange;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The commit of one write: found, judged and made in the copy alone; no server hears of it. */
final class ReleaseBuild {
    private static final String RELEASE = "Homelab-Release";

    private final GitClone clone;
    private final GitOps settings;
    private final Marks marks;
    private final LabClock clock;
    private final CommitRequest request;

    ReleaseBuild(GitClone clone, Marks marks, LabClock clock, CommitRequest request) {
        this.clone = clone;
        this.settings = clone.settings();
        this.marks = marks;
        this.clock = clock;
        this.request = request;
    }

    /** The commit of this write, if that branch has it. */
    Optional<RevCommit> find(RevCommit head) throws IOException {
        try (var walk = new RevWalk(clone.copy())) {
            walk.markStart(walk.parseCommit(head));
            if (request.release() != null && clone.has(request.release())) {
                // It was made on top of the release, so it is none of those below.
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(request.release())));
            }
            for (var each = walk.next(); each != null; each = walk.next()) {
                if (marks.on(each, request.key())) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /** CONFIG when it cannot be made on top of that head: the release is not below it, or somebody else changed the same. */
    void check(RevCommit head) throws IOException {
        if (request.release() != null) {
            clone.mustReach(head, clone.resolve(request.release()));
        }
        var places = new ReleaseTree(clone, head, settings.path())
                .places(request.cluster().cluster());
        for (var change : request.changes()) {
            var place = places.get(change.name());
            if (place == null || !place.group().equals(change.group())) {
                throw new Problem(
                        FailureClass.CONFIG,
                        request.cluster().cluster() + " has no application " + change.group() + "/" + change.name(),
                        clone.where(),
                        "it has: " + String.join(", ", places.keySet()));
            }
            check(change, place.release());
        }
    }

    private void check(TreeChange change, @Nullable ObjectId release) {
        var has = release == null ? null : release.name();
        if (!Objects.equals(has, change.before()) && !Objects.equals(has, change.after())) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "somebody else has changed application " + change.name() + ": its release is " + has + ", not "
                            + change.before() + " as when this was decided",
                    clone.where(),
                    "decide again with what is there now: homelab promote start");
        }
    }

    /** Whether a commit has all that this write is to bring. */
    boolean isIn(RevCommit commit) throws IOException {
        var places = new ReleaseTree(clone, commit, settings.path())
                .places(request.cluster().cluster());
        for (var change : request.changes()) {
            var place = places.get(change.name());
            var release = place == null ? null : place.release();
            if (!Objects.equals(release == null ? null : release.name(), change.after())) {
                return false;
            }
        }
        return true;
    }

    /** The whole tree with this write on top of a commit; empty when it would change nothing. */
    Optional<ObjectId> tree(RevCommit commit) throws IOException {
        var edit = new TreeEdit();
        for (var change : request.changes()) {
            edit.put(
                    settings.path() + "/overlays/" + request.cluster().cluster() + "/" + change.group() + "/"
                            + change.name() + "/" + ReleaseTree.RELEASE,
                    after(change));
        }
        try (var inserter = clone.copy().newObjectInserter()) {
            var root = edit.apply(clone.copy(), inserter, commit.getTree());
            inserter.flush();
            return root.equals(commit.getTree()) ? Optional.empty() : Optional.of(root);
        }
    }

    /** Into the object database. */
    ObjectId commit(ObjectId tree, ObjectId... parents) throws IOException {
        var commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentIds(parents);
        commit.setAuthor(who());
        commit.setCommitter(who());
        commit.setMessage(request.subject().strip() + "\n\n" + body(request, marks));
        try (var inserter = clone.copy().newObjectInserter()) {
            var id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private @Nullable ObjectId after(TreeChange change) throws IOException {
        if (change.after() == null) {
            return null;
        }
        var tree = ObjectId.fromString(change.after());
        if (!clone.copy().getObjectDatabase().has(tree)) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the Git repository no longer has what application " + change.name() + " shall get ("
                            + change.after() + ")",
                    clone.where(),
                    "was its history rewritten? decide again: homelab promote start");
        }
        return tree;
    }

    private PersonIdent who() {
        return new PersonIdent(settings.author().name(), settings.author().email(), clock.now(), ZoneOffset.UTC);
    }

    /** What follows the first line; the trailers are its last paragraph, as Git wants them. */
    static String body(CommitRequest request, Marks marks) {
        var words = request.body().isBlank() ? "" : request.body().strip() + "\n\n";
        return words + Marks.KEY + ": " + request.key() + "\n" + Marks.MARKER + ": " + marks.of(request.key()) + "\n"
                + (request.release() == null ? "" : RELEASE + ": " + request.release() + "\n");
    }
}
