package io.homelab.simulator.github;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevWalk;

/** What becomes of two commits, in the object database alone. */
final class Merges {
    private Merges() {}

    /** The tree of the merge; empty when there are conflicts. */
    static Optional<ObjectId> tree(Call call, ObjectId base, ObjectId head) throws IOException {
        var merger = (ThreeWayMerger) MergeStrategy.RECURSIVE.newMerger(call.repository(), true);
        return merger.merge(base, head) ? Optional.of(merger.getResultTreeId()) : Optional.empty();
    }

    static ObjectId commit(Call call, ObjectId tree, PersonIdent author, String message, ObjectId... parents)
            throws IOException {
        try (var inserter = call.repository().newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree);
            commit.setParentIds(parents);
            commit.setAuthor(author);
            commit.setCommitter(call.who());
            commit.setMessage(message);
            var made = inserter.insert(commit);
            inserter.flush();
            return made;
        }
    }

    /** Whether a commit has another one below it. */
    static boolean contains(Call call, ObjectId commit, ObjectId below) throws IOException {
        try (var walk = new RevWalk(call.repository())) {
            return walk.isMergedInto(walk.parseCommit(below), walk.parseCommit(commit));
        }
    }
}
