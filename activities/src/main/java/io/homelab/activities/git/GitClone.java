package io.homelab.activities.git;

import io.homelab.activities.transport.GitRemote;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.GitOps;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** A copy of the lab's Git repository, and the way to the server. */
record GitClone(Repository copy, GitRemote remote, GitOps settings) {
    private static final Pattern WHOLE = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-f]{4,40}");

    void fetch() throws IOException {
        remote.fetch(copy, new Beats());
    }

    /** Moves a branch forward; from {@link ObjectId#zeroId} makes it. */
    GitRemote.Pushed push(String branch, ObjectId from, ObjectId to) throws IOException {
        return remote.push(copy, branch, from, to, new Beats());
    }

    /** Where another branch is, as of the last fetch; empty when the server has none of that name. */
    Optional<RevCommit> branch(String name) throws IOException {
        var ref = copy.exactRef(GitRemote.BRANCHES + name);
        return ref == null ? Optional.empty() : Optional.of(commit(Objects.requireNonNull(ref.getObjectId())));
    }

    /** The branches whose name begins like that, as of the last fetch. */
    List<String> branches(String prefix) throws IOException {
        return copy.getRefDatabase().getRefsByPrefix(GitRemote.BRANCHES + prefix).stream()
                .map(ref -> ref.getName().substring(GitRemote.BRANCHES.length()))
                .toList();
    }

    /** Where the branch is, as of the last fetch. */
    RevCommit head() throws IOException {
        var ref = copy.exactRef(GitRemote.BRANCHES + settings.branch());
        if (ref == null) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the Git repository has no branch " + settings.branch(),
                    where(),
                    "push one, or change gitops.branch of the lab file");
        }
        return commit(Objects.requireNonNull(ref.getObjectId()));
    }

    /** The commit of a whole or abbreviated id, a branch or a tag; null for the branch's head. CONFIG when there is none. */
    RevCommit resolve(@Nullable String revision) throws IOException {
        if (revision == null) {
            return head();
        }
        return find(revision)
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "the Git repository has no commit, branch or tag " + revision,
                        where(),
                        "git log --oneline " + settings.branch()));
    }

    /** Whether a commit is here already, so that nothing need be fetched for it. */
    boolean has(String commit) throws IOException {
        return WHOLE.matcher(commit).matches() && find(commit).isPresent();
    }

    /** A whole commit, which is fetched when it is not here yet. */
    RevCommit fetched(String commit) throws IOException {
        if (!has(commit)) {
            fetch();
        }
        return resolve(commit);
    }

    private Optional<RevCommit> find(String revision) throws IOException {
        try {
            for (var name : new String[] {GitRemote.BRANCHES + revision, "refs/tags/" + revision}) {
                var ref = Repository.isValidRefName(name) ? copy.exactRef(name) : null;
                if (ref != null) {
                    return Optional.of(commit(Objects.requireNonNull(ref.getObjectId())));
                }
            }
            var id = ABBREVIATED.matcher(revision).matches() ? copy.resolve(revision) : null;
            return id == null || !copy.getObjectDatabase().has(id) ? Optional.empty() : Optional.of(commit(id));
        } catch (AmbiguousObjectException e) {
            throw new Problem(
                    FailureClass.CONFIG, revision + " is short for several commits", where(), "give it whole", e);
        } catch (IncorrectObjectTypeException e) {
            return Optional.empty();
        }
    }

    /** Whether the branch has it: what was left out by force is in the copy, and in nobody's cluster. */
    boolean reaches(ObjectId head, ObjectId commit) throws IOException {
        try (var walk = new RevWalk(copy)) {
            return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(head));
        }
    }

    /** The same, or CONFIG. */
    void mustReach(ObjectId head, ObjectId commit) throws IOException {
        if (!reaches(head, commit)) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "commit " + commit.abbreviate(12).name() + " is not part of the branch " + settings.branch()
                            + ": never merged, or left out by a forced push",
                    where(),
                    "merge it, or take a commit of the branch");
        }
    }

    String where() {
        return "git " + settings.repository();
    }

    RevCommit commit(ObjectId id) throws IOException {
        try (var walk = new RevWalk(copy)) {
            return walk.parseCommit(id);
        }
    }
}
