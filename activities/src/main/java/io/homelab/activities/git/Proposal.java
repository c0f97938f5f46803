package io.homelab.activities.git;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.ReleaseActivities.Committed;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * The branch of a pull request. What guards the writes: it is made only where none of its name is, goes forward only from the
 * commit that was looked at, and whatever has another tree than this write would make is nobody's that we know.
 */
final class Proposal {
    private final GitClone clone;
    private final ReleaseBuild build;
    private final String branch;
    private final Runnable guard;

    Proposal(GitClone clone, ReleaseBuild build, String branch, Runnable guard) {
        this.clone = clone;
        this.build = build;
        this.branch = branch;
        this.guard = guard;
    }

    /** Makes the branch unless an earlier attempt did; an answer when the branch that it goes to has everything already. */
    Optional<Committed> propose() throws IOException {
        clone.fetch();
        var head = clone.head();
        var earlier = build.find(head);
        if (earlier.isPresent()) {
            return Optional.of(new Committed(earlier.get().name(), false));
        }
        build.check(head);
        var tree = build.tree(head);
        if (tree.isEmpty()) {
            return Optional.of(new Committed(head.name(), false));
        }
        if (clone.branch(branch).isEmpty()) {
            guard.run();
            clone.push(branch, ObjectId.zeroId(), build.commit(tree.get(), head));
            clone.fetch();
        }
        mustBeOurs(clone.branch(branch)
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFLICT, "the branch " + branch + " was deleted at once", clone.where(), null)));
        return Optional.empty();
    }

    /** What is missing before it may be merged as GitHub shows it; CONFIG or NOT_OURS when it never may. */
    Optional<String> ready(String head) throws IOException {
        clone.fetch();
        var there = clone.branch(branch);
        if (there.isEmpty() || !there.get().name().equals(head)) {
            return Optional.of("GitHub has not seen the newest commit of " + branch + " yet");
        }
        build.check(clone.head());
        mustBeOurs(there.get());
        return Optional.empty();
    }

    /** Brings it up to date with the branch that it goes to, without force; what is waited for then. */
    String update(String head) throws IOException {
        var missing = ready(head);
        if (missing.isPresent()) {
            return missing.get();
        }
        var base = clone.head();
        var there = clone.branch(branch).orElseThrow();
        var tree = build.tree(base);
        if (tree.isEmpty() || clone.reaches(there, base)) {
            return "GitHub says that it cannot be merged, and it is up to date with "
                    + clone.settings().branch();
        }
        guard.run();
        clone.push(branch, there, build.commit(tree.get(), there, base));
        return "it was brought up to date with " + clone.settings().branch();
    }

    /** What is missing before a merge counts as done; CONFIG when something else was merged. */
    Optional<String> confirm(String commit, String name) throws IOException {
        clone.fetch();
        if (!clone.has(commit) || !clone.reaches(clone.head(), clone.resolve(commit))) {
            return Optional.of("it is merged as " + commit + ", and the branch "
                    + clone.settings().branch() + " does not have that yet; was it taken off by force?");
        }
        if (!build.isIn(clone.resolve(commit))) {
            throw new Problem(
                    FailureClass.CONFIG,
                    name + " was merged with something else than what was proved: " + commit,
                    clone.where(),
                    "homelab run abort takes it back; or repair it in Git, then start anew");
        }
        return Optional.empty();
    }

    /** Its tree, and not its words: a person may have brought it up to date on GitHub, and nothing but that. */
    private void mustBeOurs(RevCommit there) throws IOException {
        var parents = there.getParentCount();
        // Brought up to date, the branch that it goes to is the last parent.
        var base = parents == 0 ? null : clone.commit(there.getParent(parents - 1));
        if (base == null
                || !clone.reaches(clone.head(), base)
                || build.tree(base).filter(there.getTree()::equals).isEmpty()) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "the branch " + branch + " has something else than what was proved: commit "
                            + there.abbreviate(12).name() + " of "
                            + there.getAuthorIdent().getName(),
                    clone.where(),
                    "take it off that branch, then: homelab run retry");
        }
    }
}
