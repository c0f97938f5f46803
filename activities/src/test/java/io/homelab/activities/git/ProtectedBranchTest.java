package io.homelab.activities.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.simulated.Interleaving;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.Committed;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Promotions into a branch that people protect: they wait, say for what, and see what the people did. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class ProtectedBranchTest {
    private static final String NOTHING = "null";
    private static final String ONE_REVIEW = "{'required_approving_review_count':1}";
    private static final String UP_TO_DATE = "{'strict':true,'contexts':[]}";
    private static final String MERGE = "pulls/1/merge";

    @TempDir
    Path directory;

    private PullRequestLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new PullRequestLab(directory, "squash");
        lab.impatient();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    /** An attempt that waits in vain. */
    private CommitRequest waiting() throws IOException {
        var request = lab.promotion("p-1/wave-4");
        lab.protect(NOTHING, ONE_REVIEW);
        assertThat(fails(FailureClass.TRANSIENT, request))
                .contains("pull request #1 (https://", "/pull/1): the branch is protected: GitHub wants a review");
        assertThat(lab.written()).containsExactly("POST git-receive-pack", "POST pulls");
        return request;
    }

    @Test
    void whatAPersonMergesIsWhatIsSynced() throws IOException {
        var request = waiting();
        var merged =
                lab.asked("PUT", MERGE, "{'merge_method':'merge'}").path("sha").asString();

        assertThat(lab.commit(request)).isEqualTo(new Committed(merged, false));
        assertThat(lab.person.id(PullRequestLab.RELEASE))
                .isEqualTo(request.changes().getFirst().after());
        assertThat(lab.branches()).isEmpty();
        assertThat(lab.written()).containsExactly("POST git-receive-pack", "POST pulls", "DELETE git/refs");
    }

    @Test
    void whatAPersonApprovesIsMerged() throws IOException {
        var request = waiting();
        lab.asked("POST", "pulls/1/reviews", "{'event':'APPROVE'}");

        assertThat(lab.commit(request).made()).isTrue();
        assertThat(lab.pulls()).hasSize(1);
        assertThat(lab.branches()).isEmpty();
    }

    @Test
    void aCheckThatHasNotPassedIsWaitedForAlsoWhenNothingDemandsIt() throws IOException {
        var request = waiting();
        lab.protect(NOTHING, NOTHING);
        var statuses = "statuses/" + lab.pull(1).at("/head/sha").asString();
        lab.asked("POST", statuses, "{'state':'pending','context':'ci'}");
        assertThat(fails(FailureClass.TRANSIENT, request)).contains("a check has failed or still runs");

        lab.asked("POST", statuses, "{'state':'success','context':'ci'}");

        assertThat(lab.commit(request).made()).isTrue();
    }

    @Test
    void whatAPersonClosesIsNotPromotedAndLeavesNothing() throws IOException {
        var request = waiting();
        lab.asked("PATCH", "pulls/1", "{'state':'closed'}");

        for (int again = 0; again < 2; again++) {
            assertThat(fails(FailureClass.CONFIG, request))
                    .contains("pull request #1 was closed without being merged", "homelab run abort");
        }

        assertThat(lab.branches()).isEmpty();
        assertThat(lab.pulls()).hasSize(1);
        lab.current();
        assertThat(lab.person.run("log", "-1", "--format=%s")).isEqualTo("Version 1.0");
    }

    @Test
    void whatAPersonReopensGoesOn() throws IOException {
        var request = waiting();
        var head = lab.pull(1).at("/head/sha").asString();
        var branch = lab.pull(1).at("/head/ref").asString();
        lab.asked("PATCH", "pulls/1", "{'state':'closed'}");
        fails(FailureClass.CONFIG, request);
        lab.protect(NOTHING, NOTHING);
        lab.asked("POST", "git/refs", "{'ref':'refs/heads/" + branch + "','sha':'" + head + "'}");
        lab.asked("PATCH", "pulls/1", "{'state':'open'}");

        assertThat(lab.commit(request).made()).isTrue();
        assertThat(lab.pulls()).hasSize(1);
    }

    @Test
    void aRunThatGoesBackTakesItsOpenPullRequestAway() throws IOException {
        var request = waiting();
        lab.current();
        var main = lab.person.run("rev-parse", "HEAD");

        var back = lab.commit(PullRequestLab.back("p-1/back", request));

        assertThat(back).isEqualTo(new Committed(main, false));
        assertThat(lab.pull(1).path("state").asString()).isEqualTo("closed");
        assertThat(lab.pull(1).path("merged").asBoolean()).isFalse();
        assertThat(lab.branches()).isEmpty();
    }

    @Test
    void aRunThatIsCancelledWhileItWaitsClosesIt() throws IOException {
        var request = waiting();
        lab.patient();
        var looks = new Interleaving();
        var environment = TestActivityEnvironment.newInstance();
        try {
            looks.before(call -> call.operation().endsWith("/pulls/{number}"), 1, environment::requestCancelActivity);
            environment.registerActivitiesImplementations(lab.activities(looks));
            var step = environment.newActivityStub(
                    ReleaseActivities.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(2))
                            .setHeartbeatTimeout(Duration.ofMillis(200))
                            .build());

            assertThatThrownBy(() -> step.commit(request)).isInstanceOf(CanceledFailure.class);
        } finally {
            environment.close();
        }

        assertThat(lab.pull(1).path("state").asString()).isEqualTo("closed");
        assertThat(lab.branches()).isEmpty();
        assertThat(lab.written())
                .containsExactly("POST git-receive-pack", "POST pulls", "PATCH pulls/1", "DELETE git/refs");
    }

    @Test
    void aBranchThatMustBeUpToDateIsBroughtToIt() throws IOException {
        var request = waiting();
        lab.version("2.0");
        lab.protect(UP_TO_DATE, NOTHING);

        var committed = lab.commit(request);

        assertThat(lab.person.id(PullRequestLab.RELEASE))
                .isEqualTo(request.changes().getFirst().after());
        assertThat(lab.person.run("log", "-1", "--format=%s", committed.commit() + "^"))
                .isEqualTo("Version 2.0");
        assertThat(lab.written())
                .containsExactly(
                        "POST git-receive-pack",
                        "POST pulls",
                        "POST git-receive-pack",
                        "PUT pulls/1",
                        "DELETE git/refs");
    }

    @Test
    void whatAPersonAddsToTheBranchIsNotMergedByUs() throws IOException {
        var request = waiting();
        lab.person.run("fetch", "-q");
        lab.person.run("checkout", "-q", lab.pull(1).at("/head/sha").asString());
        lab.person.write("README.md", "A word\n").run("add", "-A");
        lab.person.run("commit", "-q", "-m", "A word");
        lab.person.run(
                "push", "-q", "origin", "HEAD:" + lab.pull(1).at("/head/ref").asString());
        lab.protect(NOTHING, NOTHING);

        assertThat(fails(FailureClass.NOT_OURS, request)).contains("something else than what was proved", "A Person");

        assertThat(lab.pull(1).path("state").asString()).isEqualTo("open");
    }

    @Test
    void whatAPersonMergedWithAnotherReleaseIsNotSynced() throws IOException {
        var request = waiting();
        lab.person.run("fetch", "-q");
        lab.person.run("checkout", "-q", lab.pull(1).at("/head/sha").asString());
        lab.person
                .write(PullRequestLab.RELEASE + "/deployment.yaml", "By hand\n")
                .run("add", "-A");
        lab.person.run("commit", "-q", "-m", "By hand");
        lab.person.run(
                "push", "-q", "origin", "HEAD:" + lab.pull(1).at("/head/ref").asString());
        lab.asked("PUT", MERGE, "{'merge_method':'squash'}");

        assertThat(fails(FailureClass.CONFIG, request))
                .contains("pull request #1 was merged with something else than what was proved");
    }

    private String fails(FailureClass kind, CommitRequest request) {
        var said = new String[1];
        assertThatThrownBy(() -> lab.attempt(Gate.OPEN, request)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).as(problem.report().line()).isEqualTo(kind);
            said[0] = problem.report().line() + " " + problem.report().remedy();
        });
        return said[0];
    }
}
