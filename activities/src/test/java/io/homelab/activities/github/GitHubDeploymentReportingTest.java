package io.homelab.activities.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.git.Git;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.Interleaving;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.workflows.deployment.DeploymentReporting.Reported;
import io.homelab.workflows.deployment.DeploymentReporting.Standing;
import io.homelab.workflows.deployment.DeploymentReporting.State;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deployments on the simulated GitHub over HTTPS, read back by a client that is not ours. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class GitHubDeploymentReportingTest {
    private static final String DEPLOYMENTS = "POST /repos/{owner}/{repo}/deployments";
    private static final String RUN = "deployment-dev/1";

    @TempDir
    Path directory;

    private final Attempts attempts = new Attempts();
    private Worlds worlds;
    private Lab world;
    private LabInTest lab;
    private String commit;

    @BeforeEach
    void start() throws IOException {
        worlds = new Worlds(directory.resolve("worlds"), List.of());
        world = worlds.create("lab", 1, 0.005);
        commit = push();
        lab = lab("lab/homelab", world.info().git().writer().password());
    }

    @AfterEach
    void stop() {
        attempts.close();
        worlds.close();
    }

    @Test
    void aRunHasOneDeploymentThatIsInEachStateOnce() throws Exception {
        for (var state : List.of(State.IN_PROGRESS, State.IN_PROGRESS, State.SUCCESS, State.IN_PROGRESS)) {
            assertThat(report(state).where()).isEqualTo("lab/homelab#1");
        }

        assertThat(deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.path("sha").asString()).isEqualTo(commit);
            assertThat(deployment.path("environment").asString()).isEqualTo("dev");
            assertThat(deployment.path("description").asString()).isEqualTo("Deploy to dev");
            assertThat(deployment.at("/payload/homelab/run").asString()).isEqualTo(RUN);
        });
        assertThat(states(1)).containsExactly("success", "in_progress");
    }

    @Test
    void anotherRunAndAnotherEnvironmentHaveTheirOwn() throws Exception {
        report(State.SUCCESS);
        assertThat(report(reporting(Gate.OPEN), standing("deployment-dev/2", "dev", State.SUCCESS))
                        .where())
                .isEqualTo("lab/homelab#2");
        assertThat(report(reporting(Gate.OPEN), standing(RUN, "prod", State.IN_PROGRESS))
                        .where())
                .isEqualTo("lab/homelab#3");

        assertThat(states(1)).containsExactly("inactive", "success");
        assertThat(states(2)).containsExactly("success");
    }

    @Test
    void whatOnlyLooksLikeOursIsNot() throws Exception {
        call("POST", "deployments", """
                {"ref":"%s","environment":"dev","payload":{"homelab":{"run":"%s","marker":"guessed"}}}
                """.formatted(commit, RUN));

        assertThat(report(State.IN_PROGRESS).where()).isEqualTo("lab/homelab#2");
        assertThat(states(1)).isEmpty();
    }

    @Test
    void anAnswerThatIsLostIsLookedUpAndNothingIsWrittenTwice() throws Exception {
        fault(Kind.DROP_REPLY, DEPLOYMENTS, 0);
        fault(Kind.DROP_REPLY, DEPLOYMENTS + "/1", 0);
        fault(Kind.STATUS_AFTER, DEPLOYMENTS + "/1", 502);

        report(State.IN_PROGRESS);
        report(State.SUCCESS);

        assertThat(world.world().faults().armed()).isEmpty();
        assertThat(deployments()).hasSize(1);
        assertThat(states(1)).containsExactly("success", "in_progress");
        assertThat(written()).hasSize(3);
    }

    @Test
    void twoAttemptsAtOnceGoOnWithTheOlderDeployment() throws Exception {
        var other = reporting(Gate.OPEN);
        var between = new Interleaving();
        between.before(
                call -> call.system().equals("github") && call.operation().equals(DEPLOYMENTS),
                0,
                () -> other.report(standing(RUN, "dev", State.IN_PROGRESS)));

        assertThat(report(reporting(between), standing(RUN, "dev", State.IN_PROGRESS))
                        .where())
                .isEqualTo("lab/homelab#1");
        assertThat(report(State.SUCCESS).where()).isEqualTo("lab/homelab#1");

        assertThat(between.clear()).isFalse();
        assertThat(states(1)).containsExactly("success", "in_progress");
        assertThat(states(2)).containsExactly("inactive");
    }

    @Test
    void aLongSentenceIsCutToWhatGitHubTakes() throws Exception {
        var detail = "grafana: Deployment grafana is Degraded\n" + "x".repeat(200);

        report(
                reporting(Gate.OPEN),
                new Standing(lab.cluster("dev"), RUN, commit, "Deploy to dev", State.FAILURE, detail));

        var said = call("GET", "deployments/1/statuses", "")
                .path(0)
                .path("description")
                .asString();
        assertThat(said)
                .hasSize(140)
                .startsWith("grafana: Deployment grafana is Degraded xxx")
                .endsWith("…");
    }

    @Test
    void withoutGitHubInTheLabFileNothingIsAsked() throws IOException {
        lab = LabInTest.in(Files.createTempDirectory(directory, "bare"), world, 20, file -> file.putObject("gitops")
                .put("repository", world.info().git().repositories().getFirst().url()));

        assertThat(report(State.IN_PROGRESS).where()).isNull();
        assertThat(asked()).isEmpty();
    }

    @Test
    void aTokenThatIsUnknownOrMayNotWriteIsSaidAndNotRepeated() throws IOException {
        lab = lab("lab/homelab", "canary-4711-token");
        assertThat(fails(FailureClass.AUTH))
                .contains("GitHub does not know the token: 401 Bad credentials", "gitops.github.token");

        lab = lab("lab/homelab", world.info().git().reader().password());
        assertThat(fails(FailureClass.AUTH)).contains("the token may not do that: 403");
        assertThat(written()).isEmpty();
    }

    @Test
    void aRepositoryOrACommitThatGitHubDoesNotHaveIsSaid() throws IOException {
        lab = lab("lab/nowhere", world.info().git().writer().password());
        assertThat(fails(FailureClass.CONFIG)).contains("GitHub has no repository lab/nowhere");

        lab = lab("lab/homelab", world.info().git().writer().password());
        commit = "0".repeat(39) + "1";
        assertThat(fails(FailureClass.CONFIG)).contains("GitHub refuses: 422", "the same commits");
    }

    @Test
    void tooMuchAtOnceAndAServerThatIsIllMayWorkLater() {
        fault(Kind.STATUS, "GET /repos/{owner}/{repo}/deployments", 429);
        assertThat(fails(FailureClass.RATE)).contains("asked less");
        fault(Kind.STATUS, "GET /repos/{owner}/{repo}/deployments", 503);
        assertThat(fails(FailureClass.TRANSIENT)).contains("GitHub answers 503");
    }

    @Test
    void aServerThatNobodyVouchesForGetsNoToken() throws IOException {
        lab = lab("lab/homelab", world.info().git().writer().password(), github -> github.remove("ca"));

        assertThat(fails(FailureClass.CONFIG)).contains("certificate is not trusted");
        assertThat(asked()).isEmpty();
    }

    private String push() throws IOException {
        var git = world.info().git();
        var person = new Git(Files.createDirectories(directory.resolve("person")));
        person.run("init", "-q", "-b", "main");
        person.run(
                "remote",
                "add",
                "origin",
                git.repositories()
                        .getFirst()
                        .url()
                        .replace(
                                "://",
                                "://" + git.writer().username() + ":"
                                        + git.writer().password() + "@"));
        return person.write("README.md", "words").push("First");
    }

    private LabInTest lab(String repository, String token) throws IOException {
        return lab(repository, token, github -> {});
    }

    private LabInTest lab(String repository, String token, java.util.function.Consumer<ObjectNode> change)
            throws IOException {
        var where = Files.createTempDirectory(directory, "lab");
        Files.writeString(where.resolve("token"), token + "\n");
        Files.writeString(where.resolve("github.pem"), world.info().github().ca());
        return LabInTest.in(where, world, 20, file -> {
            var github = file.putObject("gitops")
                    .put(
                            "repository",
                            world.info().git().repositories().getFirst().url())
                    .putObject("github");
            github.put("repository", repository)
                    .put("api", world.info().github().url() + "/api/v3")
                    .put("token", "file:" + where.resolve("token"))
                    .put("ca", "github.pem");
            change.accept(github);
        });
    }

    private GitHubDeploymentReporting reporting(Gate gate) {
        return new GitHubDeploymentReporting(lab.reader(), new Transports(gate));
    }

    private Standing standing(String run, String cluster, State state) {
        return new Standing(lab.cluster(cluster), run, commit, "Deploy to " + cluster, state, "as it stands");
    }

    private Reported report(State state) {
        return report(reporting(Gate.OPEN), standing(RUN, "dev", state));
    }

    private Reported report(GitHubDeploymentReporting reporting, Standing standing) {
        return attempts.untilOver(() -> reporting.report(standing)).orThrow();
    }

    /** One attempt; what it says. */
    private String fails(FailureClass kind) {
        var said = new String[1];
        assertThatThrownBy(() -> attempts.once(() -> reporting(Gate.OPEN).report(standing(RUN, "dev", State.SUCCESS))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.report().kind())
                            .as(problem.report().line())
                            .isEqualTo(kind);
                    assertThat(problem).message().doesNotContain("canary");
                    said[0] = problem.report().line();
                });
        assertThat(said[0]).doesNotContain("canary");
        return said[0];
    }

    private void fault(Kind kind, String operation, int status) {
        world.world().faults().arm(new Fault(kind, "github", operation, null, 0, 1, status, "not now", Duration.ZERO));
    }

    private Stream<CallLog.Call> calls() {
        return world.world().calls().since(0).stream()
                .filter(call -> call.system().equals("github"));
    }

    private List<CallLog.Call> asked() {
        return calls().toList();
    }

    private List<CallLog.Call> written() {
        return calls().filter(CallLog.Call::committed).toList();
    }

    /** Newest first. */
    private List<String> states(int deployment) throws Exception {
        return call("GET", "deployments/" + deployment + "/statuses", "")
                .valueStream()
                .map(status -> status.path("state").asString(""))
                .toList();
    }

    private List<JsonNode> deployments() throws Exception {
        return call("GET", "deployments?environment=dev", "").valueStream().toList();
    }

    private JsonNode call(String method, String path, String body) throws IOException {
        return GitHubPerson.of(world, world.info().git().writer()).call(method, path, body);
    }
}
