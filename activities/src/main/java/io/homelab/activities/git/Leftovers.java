package io.homelab.activities.git;

import io.homelab.activities.github.PullRequest.State;
import io.homelab.activities.github.PullRequests;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Branches of promotions to one cluster that have ended: one at a time goes on, so a pull request of another one is merged by
 * mistake alone. Only a branch with our mark is touched.
 */
final class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final OpenLab lab;
    private final GitClones clones;
    private final PullRequests pulls;
    private final Marks marks;
    private final String prefix;

    Leftovers(OpenLab lab, GitClones clones, PullRequests pulls, Marks marks, String prefix) {
        this.lab = lab;
        this.clones = clones;
        this.pulls = pulls;
        this.marks = marks;
        this.prefix = prefix;
    }

    private record Left(String branch, String head) {}

    /** Closes their pull requests, and deletes them. */
    void remove(Predicate<String> which) {
        for (var left : find(which)) {
            var pull = pulls.find(left.branch());
            if (pull.isPresent() && pull.get().state() == State.OPEN) {
                pulls.withdraw(pull.get());
            }
            delete(left.branch(), left.head());
        }
    }

    /** A branch that GitHub does not let go is in nobody's way: its pull request is over. */
    void delete(String branch, String head) {
        try {
            pulls.delete(branch, head);
        } catch (Problem e) {
            if (e.report().kind().retryable()) {
                throw e;
            }
            log.warn("the branch {} stays: {}", branch, e.report().line());
        }
    }

    private List<Left> find(Predicate<String> which) {
        return clones.with(lab, clone -> {
            clone.fetch();
            var found = new ArrayList<Left>();
            for (var name : clone.branches(prefix)) {
                var head = clone.branch(name);
                if (which.test(name) && head.isPresent() && isOurs(clone, head.get())) {
                    found.add(new Left(name, head.get().name()));
                }
            }
            return found;
        });
    }

    /** Also when it was brought up to date since: then the first parent is what was there before. */
    private boolean isOurs(GitClone clone, RevCommit head) throws IOException {
        for (var next = Optional.of(head); next.isPresent(); ) {
            var commit = next.get();
            if (marks.on(commit)) {
                return true;
            }
            next = commit.getParentCount() < 2 ? Optional.empty() : Optional.of(clone.commit(commit.getParent(0)));
        }
        return false;
    }
}
