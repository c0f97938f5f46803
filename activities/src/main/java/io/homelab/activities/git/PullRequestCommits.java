package io.homelab.activities.git;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.github.PullRequest;
import io.homelab.activities.github.PullRequest.State;
import io.homelab.activities.github.PullRequests;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.GitOps.Method;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.Committed;
import io.temporal.client.ActivityCanceledException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Brings a release commit onto the branch by a pull request. What guards the writes: the pull request is looked for by its
 * branch, whose name the lab's key makes of the write, and is merged only with the head that was looked at. It is never merged
 * past what protects the branch: then somebody else merges it, and this waits.
 */
final class PullRequestCommits {
    private static final String PREFIX = "homelab/promotion-";
    private static final int SHORT = 12;

    private final OpenLab lab;
    private final GitClones clones;
    private final PullRequests pulls;
    private final Leftovers leftovers;
    private final CommitRequest request;
    private final Marks marks;
    private final LabClock clock;
    private final Runnable guard;
    private final Patience patience;
    private final String branch;
    private final Method method;
    private String missing = "not looked yet";
    /** GitHub's reason against a merge that asking again does not help; empty when it has said none. */
    private String refusal = "";

    /** How long one attempt waits, and how often it looks. */
    record Patience(Duration attempt, Duration interval) {}

    PullRequestCommits(
            OpenLab lab,
            GitClones clones,
            PullRequests pulls,
            Method method,
            CommitRequest request,
            Marks marks,
            LabClock clock,
            Runnable guard,
            Patience patience) {
        this.lab = lab;
        this.clones = clones;
        this.pulls = pulls;
        this.method = method;
        this.request = request;
        this.marks = marks;
        this.clock = clock;
        this.guard = guard;
        this.patience = patience;
        var prefix = PREFIX + request.cluster().cluster() + "-";
        branch = prefix + marks.of(request.key()).substring(0, SHORT);
        leftovers = new Leftovers(lab, clones, pulls, marks, prefix);
    }

    Committed write() {
        leftovers.remove(other -> !other.equals(branch));
        var known = pulls.find(branch);
        if (known.isEmpty() || known.get().state() == State.OPEN) {
            var there = in(Proposal::propose);
            if (there.isPresent()) {
                leftovers.remove(branch::equals);
                return there.get();
            }
        }
        var pull = known.isPresent() ? known.get() : open();
        return new Committed(merged(pull.number()), pull.state() != State.MERGED);
    }

    private PullRequest open() {
        guard.run();
        Await.beat("opens a pull request");
        var body = "homelab opened this, and waits until it is merged or closed.\n\n" + body();
        var refused = pulls.open(branch, new PullRequests.Words(subject(), body));
        // Refused too when another attempt was faster.
        return pulls.find(branch)
                .orElseThrow(() -> new Problem(
                        refused.isPresent() ? FailureClass.CONFIG : FailureClass.TRANSIENT,
                        "GitHub opens no pull request: " + refused.orElse("it does not show it yet"),
                        pulls.where(),
                        "has it the same commits as gitops.repository?"));
    }

    private String merged(long number) {
        try {
            return Await.upTo(patience.attempt(), patience.interval())
                    .until("pull request #" + number, () -> seen(number))
                    .value();
        } catch (GaveUp e) {
            // Not the end: the server asks again, and shows this meanwhile.
            throw new Problem(FailureClass.TRANSIENT, missing, pulls.where(), null, e);
        } catch (ActivityCanceledException e) {
            withdraw(number, e);
            throw e;
        }
    }

    private Seen<String> seen(long number) {
        try {
            var pull = pulls.look(number);
            var seen = seen(pull);
            if (seen instanceof Seen.Missing<String>(var what)) {
                missing = pull.name() + " (" + pull.url() + "): " + what;
                return Seen.missing(what + ", " + pull.url());
            }
            return seen;
        } catch (Problem e) {
            missing = "pull request #" + number + ": " + e.report().line();
            throw e;
        }
    }

    private Seen<String> seen(PullRequest pull) {
        return switch (pull.state()) {
            case MERGED -> confirmed(pull);
            case CLOSED -> throw closed(pull);
            case OPEN -> open(pull);
        };
    }

    private Seen<String> open(PullRequest pull) {
        var mergeable =
                pull.mergeability().equals("clean") || pull.mergeability().equals("has_hooks");
        if (mergeable) {
            return refusal.isEmpty() ? merge(pull) : Seen.missing(refusal);
        }
        refusal = "";
        return Seen.missing(
                switch (pull.mergeability()) {
                    case "behind", "dirty" -> in(proposal -> proposal.update(pull.head()));
                    case "blocked" ->
                        "the branch is protected: GitHub wants a review, or a check that has not passed;"
                                + " it waits until somebody approves or merges it";
                    case "unstable" ->
                        "a check has failed or still runs; it waits until it passes, or somebody merges it";
                    case "draft" -> "it is a draft; it waits until somebody says that it is ready";
                    default -> "GitHub works out whether it can be merged";
                });
    }

    private Seen<String> merge(PullRequest pull) {
        var wanted = in(proposal -> proposal.ready(pull.head()));
        if (wanted.isPresent()) {
            return Seen.missing(wanted.get());
        }
        guard.run();
        Await.beat("merges " + pull.name());
        var words = new PullRequests.Words(subject() + " (#" + pull.number() + ")", body());
        var refused = pulls.merge(pull, method.name().toLowerCase(Locale.ROOT), words);
        if (refused.isPresent() && refused.get().contains("not allowed on this repository")) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "GitHub does not merge " + pull.name() + ": " + refused.get(),
                    pull.url(),
                    "set gitops.pullRequests.method of lab.yaml to what the repository allows");
        }
        var now = pulls.look(pull.number());
        if (now.state() == State.MERGED) {
            return confirmed(now);
        }
        var why = "GitHub does not merge it: " + refused.orElse("it does not say why");
        refusal = why.contains("try the merge again") ? "" : why;
        return Seen.missing(why);
    }

    private Seen<String> confirmed(PullRequest pull) {
        if (pull.merged().isEmpty()) {
            return Seen.missing("it is merged, and GitHub does not say as which commit");
        }
        var commit = pull.merged().get();
        var wanted = in(proposal -> proposal.confirm(commit, pull.name()));
        if (wanted.isPresent()) {
            return Seen.missing(wanted.get());
        }
        leftovers.delete(branch, pull.head());
        return Seen.there(commit);
    }

    private Problem closed(PullRequest pull) {
        leftovers.delete(branch, pull.head());
        return new Problem(
                FailureClass.CONFIG,
                pull.name() + " was closed without being merged",
                pull.url(),
                "homelab run abort ends the promotion; or restore its branch and reopen it there, then: homelab run retry");
    }

    /** A run that was cancelled has nothing left that somebody could merge. */
    private void withdraw(long number, ActivityCanceledException cancelled) {
        try {
            var pull = pulls.look(number);
            if (pull.state() == State.OPEN) {
                pulls.withdraw(pull);
                leftovers.delete(branch, pull.head());
            }
        } catch (Problem e) {
            cancelled.addSuppressed(e); // whoever goes back, or promotes next, takes it away
        }
    }

    private String subject() {
        return request.subject().strip();
    }

    private String body() {
        return ReleaseBuild.body(request, marks);
    }

    private interface Work<T> {
        T with(Proposal proposal) throws IOException;
    }

    /** Not for as long as the pull request waits: others use the copy too. */
    private <T> T in(Work<T> work) {
        return clones.with(
                lab,
                clone -> work.with(new Proposal(clone, new ReleaseBuild(clone, marks, clock, request), branch, guard)));
    }
}
