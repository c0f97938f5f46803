package io.homelab.activities.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.simulated.Interleaving;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.Committed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Promotions as pull requests on the simulated GitHub, over its API and Git, with deaths and lost answers on the way. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class PullRequestCommitsTest {
    private static final List<String> WRITES =
            List.of("POST git-receive-pack", "POST pulls", "PUT pulls/1", "DELETE git/refs");

    @TempDir
    Path directory;

    private PullRequestLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new PullRequestLab(directory, "squash");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aPromotionIsAPullRequestThatIsMergedAndLeavesNoBranch() throws IOException {
        var before = lab.person.run("rev-parse", "HEAD");
        var request = lab.promotion("p-1/wave-4");

        var committed = lab.commit(request);

        assertThat(committed.made()).isTrue();
        assertThat(lab.person.id(PullRequestLab.RELEASE))
                .isEqualTo(request.changes().getFirst().after());
        assertThat(lab.person.run("rev-parse", "origin/main")).isEqualTo(committed.commit());
        assertThat(lab.person.run("rev-parse", "origin/main^")).isEqualTo(before);
        assertThat(lab.person.run("log", "-1", "--format=%B", "origin/main"))
                .startsWith("Promote it (#1)\n\nFor people\n\nHomelab-Promotion: p-1/wave-4\nHomelab-Marker: ")
                .endsWith("Homelab-Release: " + before);
        assertThat(lab.found(request)).isEqualTo(committed.commit());
        assertThat(lab.branches()).isEmpty();
        assertThat(lab.pull(1).path("merged").asBoolean()).isTrue();
        assertThat(lab.pull(1).path("title").asString()).isEqualTo("Promote it");
        assertThat(lab.pull(1).path("body").asString()).contains("waits until it is merged", "Homelab-Marker: ");
        assertThat(lab.pull(1).at("/head/ref").asString()).matches("homelab/promotion-prod-[a-z2-7]{12}");
        assertThat(lab.written()).isEqualTo(WRITES);
    }

    @Test
    void theSameWriteAgainFindsItsPullRequest() throws IOException {
        var request = lab.promotion("p-1/wave-4");
        var committed = lab.commit(request);
        lab.version("2.0");

        assertThat(lab.commit(request)).isEqualTo(new Committed(committed.commit(), false));
        assertThat(lab.written()).isEqualTo(WRITES);
    }

    @Test
    void aMergeCommitIsFoundByItsTrailersToo() throws IOException {
        lab.close();
        lab = new PullRequestLab(directory.resolve("merging"), "merge");
        var request = lab.promotion("p-1/wave-4");

        var committed = lab.commit(request);

        assertThat(lab.found(request)).isEqualTo(committed.commit());
        lab.person.run("fetch", "-q");
        assertThat(lab.person.run("log", "-1", "--format=%an", "origin/main^2")).isEqualTo("homelab");
        assertThat(lab.person.run("rev-parse", "origin/main")).isEqualTo(committed.commit());
        assertThat(lab.branches()).isEmpty();
    }

    @Test
    void whoDiesAnywhereOpensNoSecondAndMergesNoSecond() throws IOException {
        for (int at = 0; at < WRITES.size(); at++) {
            for (var answered : List.of(false, true)) {
                lab.version(at + "." + answered);
                var before = lab.written().size();
                var main = lab.person.run("rev-parse", "HEAD");
                var request = lab.promotion("p-" + at + answered);
                var dying = dying(at, answered);

                assertThatThrownBy(() -> lab.attempt(dying, request)).hasMessage("died");
                var committed = lab.commit(request);

                assertThat(lab.person.id(PullRequestLab.RELEASE))
                        .isEqualTo(request.changes().getFirst().after());
                assertThat(lab.person.run("rev-parse", "origin/main")).isEqualTo(committed.commit());
                assertThat(lab.person.run("rev-parse", "origin/main^")).isEqualTo(main);
                assertThat(lab.written().subList(before, lab.written().size()))
                        .as("died at " + WRITES.get(at) + ", answered: " + answered)
                        .containsExactly(
                                WRITES.get(0),
                                WRITES.get(1),
                                "PUT pulls/" + lab.pulls().size(),
                                WRITES.get(3));
                assertThat(lab.branches()).isEmpty();
            }
        }
        assertThat(lab.pulls()).hasSize(2 * WRITES.size());
    }

    @Test
    void anAnswerThatIsLostIsLookedUp() throws IOException {
        lab.fault(Kind.DROP_REPLY, "POST /repos/{owner}/{repo}/pulls", 0, "");
        lab.fault(Kind.STATUS_AFTER, "PUT /repos/{owner}/{repo}/pulls/1", 502, "Bad Gateway");
        lab.fault(Kind.DROP_REPLY, "DELETE /repos/{owner}/{repo}/git/refs", 0, "");

        lab.commit(lab.promotion("p-1/wave-4"));

        assertThat(lab.met()).isTrue();
        assertThat(lab.pulls()).hasSize(1);
        assertThat(lab.branches()).isEmpty();
        assertThat(lab.written()).isEqualTo(WRITES);
    }

    @Test
    void whoeverIsFasterHasOpenedAndMergedIt() throws IOException {
        var request = lab.promotion("p-1/wave-4");
        var faster = new ArrayList<Committed>();
        for (var kind : List.of("POST", "PUT")) {
            var between = new Interleaving();
            between.before(
                    call -> call.system().equals("github") && call.operation().startsWith(kind),
                    0,
                    () -> faster.add(lab.activities(Gate.OPEN).commit(request)));

            assertThat(lab.attempt(between, request).commit())
                    .isEqualTo(faster.getFirst().commit());
        }

        assertThat(lab.pulls()).hasSize(1);
        assertThat(lab.written()).isEqualTo(WRITES);
    }

    @Test
    void aBranchThatMovedMeanwhileKeepsBoth() throws IOException {
        var request = lab.promotion("p-1/wave-4");
        var between = new Interleaving();
        between.before(call -> call.operation().startsWith("PUT"), 0, () -> meanwhile("README.md"));

        lab.commit(between, request);

        assertThat(lab.person.id(PullRequestLab.RELEASE))
                .isEqualTo(request.changes().getFirst().after());
        assertThat(lab.person.run("log", "-1", "--format=%s", "origin/main^")).isEqualTo("Meanwhile");
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsNotMerged() throws IOException {
        var request = lab.promotion("p-1/wave-4");
        var between = new Interleaving();
        between.before(
                call -> call.operation().equals("POST /repos/{owner}/{repo}/pulls"),
                0,
                () -> meanwhile(PullRequestLab.RELEASE + "/deployment.yaml"));

        assertThat(fails(FailureClass.CONFIG, between, request)).contains("whoami", "somebody else has changed");

        assertThat(lab.pull(1).path("state").asString()).isEqualTo("open");
        lab.current();
        assertThat(lab.person.run("log", "-1", "--format=%s")).isEqualTo("Meanwhile");
    }

    @Test
    void goingBackIsAPullRequestToo() throws IOException {
        lab.commit(lab.promotion("p-1/wave-4"));
        var former = lab.person.id(PullRequestLab.RELEASE);
        lab.version("2.0");
        var request = lab.promotion("p-2/wave-4");
        lab.commit(request);

        var back = lab.commit(PullRequestLab.back("p-2/back", request));

        assertThat(back.made()).isTrue();
        assertThat(lab.person.id(PullRequestLab.RELEASE)).isEqualTo(former);
        assertThat(lab.pulls()).hasSize(3);
    }

    @Test
    void whatThePathHasAlreadyNeedsNoPullRequest() throws IOException {
        var request = lab.promotion("p-1/wave-4");
        var committed = lab.commit(request);
        var again = new CommitRequest(
                request.cluster(), "p-2/wave-4", request.changes(), request.release(), "Promote it", "");

        assertThat(lab.commit(again)).isEqualTo(new Committed(committed.commit(), false));
        assertThat(lab.pulls()).hasSize(1);
    }

    @Test
    void whileNothingMayBeWrittenNothingIs() {
        var asked = new AtomicInteger();
        lab.guarded(() -> {
            asked.incrementAndGet();
            throw new Problem(FailureClass.TRANSIENT, "halted", null, null);
        });

        assertThat(fails(FailureClass.TRANSIENT, Gate.OPEN, lab.promotion("p-1/wave-4")))
                .contains("halted");

        assertThat(asked).hasValue(1);
        assertThat(lab.written()).isEmpty();
    }

    @Test
    void aMethodThatTheRepositoryDoesNotAllowIsSaid() {
        var request = lab.promotion("p-1/wave-4");
        lab.fault(Kind.STATUS, "PUT", 405, "Squash merges are not allowed on this repository.");

        assertThat(fails(FailureClass.CONFIG, Gate.OPEN, request))
                .contains("Squash merges are not allowed", "gitops.pullRequests.method");
    }

    @Test
    void whatGitHubRefusesForGoodIsAskedForOnceAnAttempt() {
        var request = lab.promotion("p-1/wave-4");
        lab.impatient();
        lab.fault(Kind.STATUS, "PUT", 405, "Changes must be made through the merge queue");

        assertThat(fails(FailureClass.TRANSIENT, Gate.OPEN, request))
                .contains("pull request #1 (https://", "Changes must be made through the merge queue");

        assertThat(lab.written()).containsExactly(WRITES.get(0), WRITES.get(1));
        assertThat(lab.commit(request).made()).isTrue();
    }

    private void meanwhile(String file) {
        try {
            lab.current().write(file, "By hand\n").push("Meanwhile");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String fails(FailureClass kind, Gate gate, CommitRequest request) {
        var said = new String[1];
        assertThatThrownBy(() -> lab.attempt(gate, request)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).as(problem.report().line()).isEqualTo(kind);
            said[0] = problem.report().line() + " " + problem.report().remedy();
        });
        return said[0];
    }

    /** Before a write leaves, or when it was answered and nobody has seen it. */
    private static Gate dying(int at, boolean answered) {
        var count = new AtomicInteger();
        return call -> {
            var now = call.mutating() && count.getAndIncrement() == at;
            if (now && !answered) {
                throw death(call);
            }
            return () -> {
                if (now) {
                    throw death(call);
                }
            };
        };
    }

    /** What nobody on the way out takes for an answer: JGit lets a problem of ours through alone. */
    private static RuntimeException death(Gate.Call call) {
        return call.system().equals("git")
                ? new Problem(FailureClass.BUG, "died", null, null)
                : new IllegalStateException("died");
    }
}
