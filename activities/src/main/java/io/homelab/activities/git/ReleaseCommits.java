package io.homelab.activities.git;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.transport.GitRemote.Pushed;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Unreachable;
import io.homelab.lab.definition.GitOps;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.Committed;
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

/**
 * Writes release commits. What guards the write: the trailers that say whose it is are looked for first, and the push names
 * the head that it was built on, so a repeated or late push changes nothing.
 */
final class ReleaseCommits {
    /** The trailer that says which write of a promotion made a commit. */
    static final String KEY = "Homelab-Promotion";

    private static final String MARKER = "Homelab-Marker";
    private static final String RELEASE = "Homelab-Release";
    private static final int TRIES = 5;

    private final GitClone clone;
    private final GitOps settings;
    private final String marker;
    private final LabClock clock;
    private final Runnable guard;

    ReleaseCommits(GitClone clone, GitOps settings, String marker, LabClock clock, Runnable guard) {
        this.clone = clone;
        this.settings = settings;
        this.marker = marker;
        this.clock = clock;
        this.guard = guard;
    }

    Committed write(CommitRequest request) throws IOException {
        clone.fetch();
        for (int tries = 0; tries < TRIES; tries++) {
            var head = clone.head();
            var earlier = find(head, request);
            if (earlier.isPresent()) {
                return new Committed(earlier.get().name(), false);
            }
            var commit = build(head, request);
            if (commit.isEmpty()) {
                return new Committed(head.name(), false); // it is as it should be
            }
            var made = pushed(head, commit.get(), request);
            if (made.isPresent()) {
                return new Committed(made.get().name(), true);
            }
        }
        throw new Problem(
                FailureClass.CONFLICT,
                "the branch " + settings.branch() + " moved under each of " + TRIES + " tries to commit",
                clone.where(),
                null);
    }

    /** The commit as the branch has it now; empty when somebody else was faster. */
    private Optional<RevCommit> pushed(RevCommit head, ObjectId commit, CommitRequest request) throws IOException {
        try {
            guard.run();
            var pushed = clone.push(head, commit);
            clone.fetch();
            var there = find(clone.head(), request);
            if (pushed == Pushed.DONE && there.isEmpty()) {
                throw new Problem(
                        FailureClass.CONFLICT, "the commit was taken off the branch at once", clone.where(), null);
            }
            return pushed == Pushed.DONE ? there : Optional.empty();
        } catch (Unreachable lost) {
            clone.fetch();
            var there = find(clone.head(), request);
            if (there.isEmpty()) {
                throw lost;
            }
            return there; // only the answer was lost
        }
    }

    /** The commit of this write, if the branch has it; a copy of its words without our marker is nobody's. */
    private Optional<RevCommit> find(RevCommit head, CommitRequest request) throws IOException {
        try (var walk = new RevWalk(clone.copy())) {
            walk.markStart(walk.parseCommit(head));
            if (request.release() != null && clone.has(request.release())) {
                // It was made on top of the release, so it is none of those below.
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(request.release())));
            }
            for (var each = walk.next(); each != null; each = walk.next()) {
                if (each.getFooterLines(KEY).contains(request.key())
                        && each.getFooterLines(MARKER).contains(marker)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /** Into the object database alone; empty when it would change nothing. */
    private Optional<ObjectId> build(RevCommit head, CommitRequest request) throws IOException {
        if (request.release() != null) {
            clone.mustReach(head, clone.resolve(request.release()));
        }
        var tree = new ReleaseTree(clone, head, settings.path());
        var places = tree.places(request.cluster().cluster());
        var edit = new TreeEdit();
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
            edit.put(
                    settings.path() + "/overlays/" + request.cluster().cluster() + "/" + change.group() + "/"
                            + change.name() + "/" + ReleaseTree.RELEASE,
                    after(change));
        }
        try (var inserter = clone.copy().newObjectInserter()) {
            var root = edit.apply(clone.copy(), inserter, head.getTree());
            if (root.equals(head.getTree())) {
                return Optional.empty();
            }
            var commit = new CommitBuilder();
            commit.setTreeId(root);
            commit.setParentId(head);
            commit.setAuthor(who());
            commit.setCommitter(who());
            commit.setMessage(message(request));
            var id = inserter.insert(commit);
            inserter.flush();
            return Optional.of(id);
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

    private String message(CommitRequest request) {
        var body = request.body().isBlank() ? "" : request.body().strip() + "\n\n";
        return request.subject().strip() + "\n\n" + body + KEY + ": " + request.key() + "\n" + MARKER + ": " + marker
                + "\n" + (request.release() == null ? "" : RELEASE + ": " + request.release() + "\n");
    }
}
