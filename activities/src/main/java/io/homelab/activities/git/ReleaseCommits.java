package io.homelab.activities.git;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.transport.GitRemote.Pushed;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.Committed;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Writes release commits straight onto the branch. What guards the write: the trailers that say whose it is are looked for
 * first, and the push names the head that it was built on, so a repeated or late push changes nothing.
 */
final class ReleaseCommits {
    private static final int TRIES = 5;

    private final GitClone clone;
    private final Marks marks;
    private final LabClock clock;
    private final Runnable guard;

    ReleaseCommits(GitClone clone, Marks marks, LabClock clock, Runnable guard) {
        this.clone = clone;
        this.marks = marks;
        this.clock = clock;
        this.guard = guard;
    }

    Committed write(CommitRequest request) throws IOException {
        var build = new ReleaseBuild(clone, marks, clock, request);
        clone.fetch();
        for (int tries = 0; tries < TRIES; tries++) {
            var head = clone.head();
            var earlier = build.find(head);
            if (earlier.isPresent()) {
                return new Committed(earlier.get().name(), false);
            }
            build.check(head);
            var tree = build.tree(head);
            if (tree.isEmpty()) {
                return new Committed(head.name(), false); // it is as it should be
            }
            var made = pushed(build, head, build.commit(tree.get(), head));
            if (made.isPresent()) {
                return new Committed(made.get().name(), true);
            }
        }
        throw new Problem(
                FailureClass.CONFLICT,
                "the branch " + clone.settings().branch() + " moved under each of " + TRIES + " tries to commit",
                clone.where(),
                null);
    }

    /** The commit as the branch has it now; empty when somebody else was faster. */
    private Optional<RevCommit> pushed(ReleaseBuild build, RevCommit head, ObjectId commit) throws IOException {
        try {
            guard.run();
            var pushed = clone.push(clone.settings().branch(), head, commit);
            clone.fetch();
            var there = build.find(clone.head());
            if (pushed == Pushed.DONE && there.isEmpty()) {
                throw new Problem(
                        FailureClass.CONFLICT, "the commit was taken off the branch at once", clone.where(), null);
            }
            return pushed == Pushed.DONE ? there : Optional.empty();
        } catch (Unreachable lost) {
            clone.fetch();
            var there = build.find(clone.head());
            if (there.isEmpty()) {
                throw lost;
            }
            return there; // only the answer was lost
        }
    }
}
