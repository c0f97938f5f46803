package io.homelab.activities.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.Committed;
import io.homelab.workflows.gitops.ReleaseActivities.ReleaseRequest;
import io.homelab.workflows.gitops.ReleaseActivities.RevisionRequest;
import io.homelab.workflows.gitops.ReleaseActivities.TreeChange;
import io.homelab.workflows.gitops.ReleaseMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Releases between a real Git server and us, with what goes wrong on the way. */
@Timeout(120)
class GitReleaseActivitiesTest {
    private static final String DEV = "kubernetes/overlays/dev/";
    private static final String PROD = "kubernetes/overlays/prod/";
    private static final String BASE = "kubernetes/base/";
    private static final String GRAFANA = "3-monitoring/grafana";

    @TempDir
    Path directory;

    private GitServerInTest server;
    private Git person;
    private ExampleLab lab;
    private String first;

    @BeforeEach
    void start() throws IOException {
        server = new GitServerInTest(Files.createDirectories(directory.resolve("server")));
        person = server.person(directory.resolve("person"));
        application("3-monitoring", "grafana", "1.0");
        application("4-apps", "whoami", "2.0");
        application("2-core", "databases", "16.1");
        person.write(BASE + "1-storage/longhorn/kustomization.yaml", "resources: []\n");
        person.write(
                DEV + "1-storage/longhorn/kustomization.yaml", "resources: [../../../../base/1-storage/longhorn]\n");
        first = person.push("First");
        lab = lab("canary-4711");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aReleaseIsWhatDevHasAndWhatProdWouldGet() throws IOException {
        var release = resolve(null);

        assertThat(release.commit()).isEqualTo(first).isEqualTo(release.head());
        assertThat(release.subject()).isEqualTo("First");
        assertThat(release.author()).isEqualTo("A Person <person@example.org>");
        assertThat(release.members())
                .extracting(
                        ReleaseMember::name, ReleaseMember::wave, ReleaseMember::version, ReleaseMember::forwardOnly)
                .containsExactly(
                        tuple("databases", 2, "16.1", true),
                        tuple("grafana", 3, "1.0", false),
                        tuple("whoami", 4, "2.0", false));
        assertThat(member(release, "grafana").content()).isEqualTo(person.id(BASE + GRAFANA));
        assertThat(release.changes()).hasSize(3);
        assertThat(release.left()).extracting(Release.Left::name).containsExactly("longhorn");
    }

    @Test
    void aPromotionSetsTheVeryTreeThatDevHasProvedAndNothingElse() throws IOException {
        var before = person.id(PROD + "4-apps/whoami");
        var release = resolve(null);

        var committed = commit("p-1", release, "grafana");

        assertThat(committed.made()).isTrue();
        assertThat(person.id(PROD + GRAFANA + "/release")).isEqualTo(person.id(BASE + GRAFANA));
        assertThat(person.id(PROD + "4-apps/whoami")).isEqualTo(before);
        assertThat(person.run("rev-parse", "origin/main")).isEqualTo(committed.commit());
        assertThat(person.run("rev-parse", "origin/main^")).isEqualTo(first);
        assertThat(person.run("log", "-1", "--format=%an <%ae>%n%B", "origin/main"))
                .startsWith(
                        "homelab <homelab@localhost>\nPromote\n\nFor people\n\nHomelab-Promotion: p-1\nHomelab-Marker: ")
                .endsWith("Homelab-Release: " + first);
        assertThat(person.run("fsck", "--strict")).isEmpty();
        var after = resolve(null);
        assertThat(member(after, "grafana").isChange()).isFalse();
        assertThat(member(after, "grafana").versionBefore()).isEqualTo("1.0");
        assertThat(after.diff()).isNotEqualTo(release.diff());
    }

    @Test
    void theSameWriteAgainFindsItsCommit() throws IOException {
        var release = resolve(null);
        var committed = commit("p-1", release, "grafana");
        person.run("pull", "-q", "--rebase");
        application("3-monitoring", "grafana", "1.1");
        person.push("Second");

        var again = commit("p-1", release, "grafana");

        assertThat(again).isEqualTo(new Committed(committed.commit(), false));
        assertThat(person.run("rev-list", "--count", "origin/main")).isEqualTo("3");
    }

    @Test
    void goingBackSetsTheFormerTrees() throws IOException {
        commit("p-1", resolve(null), "grafana");
        var former = person.id(PROD + GRAFANA + "/release");
        person.run("pull", "-q", "--rebase");
        application("3-monitoring", "grafana", "1.1");
        person.push("Second");
        var second = resolve(null);
        commit("p-2", second, "grafana");
        var grafana = member(second, "grafana");

        var back = commit(new CommitRequest(
                lab.cluster("prod"),
                "p-2-back",
                List.of(new TreeChange("grafana", "3-monitoring", grafana.content(), former)),
                first,
                "Go back",
                ""));

        assertThat(back.made()).isTrue();
        assertThat(person.id(PROD + GRAFANA + "/release")).isEqualTo(former);
        var away = commit(new CommitRequest(
                lab.cluster("prod"),
                "p-2-away",
                List.of(new TreeChange("grafana", "3-monitoring", former, null)),
                null,
                "Take it away",
                ""));
        assertThat(away.made()).isTrue();
        assertThat(member(resolve(null), "grafana").before()).isNull();
    }

    @Test
    void aPushWhoseReplyWasLostIsFoundAndNotRepeated() throws IOException {
        var release = resolve(null);
        server.next(GitServerInTest.Fault.LOSE_REPLY);

        var committed = commit("p-1", release, "grafana");

        assertThat(committed.made()).isTrue();
        assertThat(server.calls())
                .filteredOn(c -> c.startsWith("POST") && c.endsWith("receive-pack"))
                .hasSize(1);
        assertThat(person.id(PROD + GRAFANA + "/release"))
                .isEqualTo(member(release, "grafana").content());
    }

    @Test
    void aPushThatNeverArrivedIsTriedAgainByTheNextAttempt() throws IOException {
        var release = resolve(null);
        for (var fault : List.of(GitServerInTest.Fault.LOSE_REQUEST, GitServerInTest.Fault.ERROR_503)) {
            server.next(fault);
            fails(FailureClass.TRANSIENT, () -> commit("p-1", release, "grafana"));
        }

        assertThat(commit("p-1", release, "grafana").made()).isTrue();
        assertThat(person.run("ls-remote", "origin", "main")).isNotEmpty();
        person.run("fetch", "-q");
        assertThat(person.run("rev-list", "--count", "origin/main")).isEqualTo("2");
    }

    @Test
    void whoeverIsFasterIsBuiltUpon() throws IOException {
        var release = resolve(null);
        server.beforePush(() -> meanwhile("README.md", "Faster"));

        var committed = commit("p-1", release, "grafana");

        assertThat(committed.made()).isTrue();
        person.run("fetch", "-q");
        assertThat(person.run("log", "-1", "--format=%s", "origin/main^")).isEqualTo("Faster");
        assertThat(person.run("rev-list", "--count", "--merges", "origin/main")).isEqualTo("0");
    }

    @Test
    void twoWritersAtOnceLoseNothing() throws Exception {
        var release = resolve(null);
        try (var threads = Executors.newFixedThreadPool(3)) {
            var names = List.of("grafana", "whoami", "databases");
            var answers = threads.invokeAll(names.stream()
                    .<Callable<Committed>>map(name -> () -> commit("p-" + name, release, name))
                    .toList());
            for (var answer : answers) {
                assertThat(answer.get().made()).isTrue();
            }
        }
        assertThat(resolve(null).changes()).isEmpty();
        assertThat(person.run("rev-list", "--count", "origin/main")).isEqualTo("1");
        person.run("fetch", "-q");
        assertThat(person.run("rev-list", "--count", "origin/main")).isEqualTo("4");
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsNotOverwritten() throws IOException {
        var release = resolve(null);
        server.beforePush(() -> meanwhile(PROD + GRAFANA + "/release/mine.yaml", "By hand"));

        assertThat(fails(FailureClass.CONFIG, () -> commit("p-1", release, "grafana")))
                .contains("grafana", "somebody else");

        person.run("fetch", "-q");
        assertThat(person.run("log", "-1", "--format=%s", "origin/main")).isEqualTo("By hand");
    }

    @Test
    void aReleaseThatWasLeftOutByForceIsNotPromoted() throws IOException {
        application("4-apps", "whoami", "2.1");
        var second = person.push("Second");
        var release = resolve(second);
        person.run("reset", "-q", "--hard", first);
        person.write("README.md", "Another");
        person.run("add", "-A");
        person.run("commit", "-q", "-m", "Another second");
        person.run("push", "-q", "--force", "origin", "HEAD:main");

        assertThat(fails(FailureClass.CONFIG, () -> resolve(second))).contains("left out by a forced push");
        assertThat(fails(FailureClass.CONFIG, () -> commit("p-1", release, "whoami")))
                .contains("left out by a forced push");
        assertThat(resolve(null).subject()).isEqualTo("Another second");
    }

    @Test
    void onlyWhatItRunsMovesACluster() throws IOException {
        var release = resolve(null);
        var promotion = commit("p-1", release, "grafana", "whoami", "databases").commit();
        assertThat(moved("dev", first, promotion)).isEmpty();
        person.run("pull", "-q", "--rebase");
        person.write(DEV + "4-apps/whoami/patch.yaml", "a: b\n");
        application("3-monitoring", "grafana", "1.1");
        var second = person.push("Second");

        assertThat(moved("dev", first, second)).containsExactly("grafana", "whoami");
        assertThat(moved("prod", promotion, second)).isEmpty();
        assertThat(moved("dev", first, "main")).containsExactly("grafana", "whoami");
    }

    @Test
    void aReleaseCanBeLimitedToKnownApplications() {
        assertThat(inActivity(() -> activities().resolve(request(null, "whoami")))
                        .members())
                .extracting(ReleaseMember::name)
                .containsExactly("whoami");
        assertThat(fails(FailureClass.CONFIG, () -> activities().resolve(request(null, "whoamI"))))
                .contains("whoamI", "databases, grafana, whoami");
    }

    @Test
    void unknownRevisionsAndClustersAreSaid() {
        assertThat(fails(FailureClass.CONFIG, () -> resolve("v9"))).contains("v9");
        assertThat(fails(FailureClass.CONFIG, () -> resolve("0123456789012345678901234567890123456789")))
                .contains("0123456");
        assertThat(fails(FailureClass.CONFIG, () -> activities()
                        .resolve(new ReleaseRequest(lab.cluster("dev"), "cloud", null, List.of()))))
                .contains("overlays/cloud");
    }

    @Test
    void tagsBranchesAndShortIdsAreCommits() throws IOException {
        person.run("tag", "-a", "-m", "A tag", "v1");
        person.run("push", "-q", "--tags");

        for (var revision : List.of("v1", "main", first.substring(0, 9), first)) {
            assertThat(resolve(revision).commit()).isEqualTo(first);
        }
    }

    @Test
    void aWrongPasswordIsFoundAtTheFirstCallAndNeverShown() throws IOException {
        lab = lab("canary-wrong");
        server.calls().clear();

        assertThat(fails(FailureClass.AUTH, () -> resolve(null)))
                .contains("name and password", "gitops.password")
                .doesNotContain("canary");
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() {
        server.close();

        assertThat(fails(FailureClass.TRANSIENT, () -> resolve(null))).contains("no answer from 127.0.0.1");
    }

    @Test
    void aRepositoryThatIsNotThereIsSaid() throws IOException {
        lab = lab("canary-4711", server.url().toString().replace("homelab.git", "other.git"));

        assertThat(fails(FailureClass.CONFIG, () -> resolve(null))).contains("no such repository");
    }

    @Test
    void aDamagedCopyIsMadeAnew() throws IOException {
        resolve(null);
        try (var files = Files.walk(lab.directory().resolve("cache/git"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".pack")).toList()) {
                assertThat(file.toFile().setWritable(true)).isTrue();
                Files.writeString(file, "rubbish");
            }
        }
        assertThat(resolve(null).commit()).isEqualTo(first);
        try (var files = Files.walk(lab.directory().resolve("cache/git"))) {
            for (var file : files.filter(f -> f.endsWith("config") || f.endsWith("HEAD"))
                    .toList()) {
                Files.writeString(file, "[rubbish");
            }
        }

        assertThat(commit("p-1", resolve(null), "grafana").made()).isTrue();
    }

    @Test
    void onlyThePushIsAWriteAndAPlanMakesNone() {
        var calls = new CopyOnWriteArrayList<Gate.Call>();
        Gate gate = call -> {
            calls.add(call);
            return () -> {};
        };
        var recorded = activities(gate);
        var release = inActivity(() -> recorded.resolve(request(null)));
        var request = promotion("p-1", release, "grafana");
        assertThatThrownBy(() -> inActivity(() -> ReadOnly.call(() -> recorded.commit(request))))
                .isInstanceOf(RuntimeException.class);
        assertThat(calls).noneMatch(Gate.Call::mutating);

        inActivity(() -> recorded.commit(request));

        assertThat(calls)
                .filteredOn(Gate.Call::mutating)
                .extracting(Gate.Call::system, Gate.Call::operation)
                .containsExactly(tuple("git", "POST /git-receive-pack"));
        assertThat(calls)
                .extracting(Gate.Call::operation)
                .contains("GET /info/refs git-upload-pack", "POST /git-upload-pack", "GET /info/refs git-receive-pack");
    }

    private void application(String group, String name, String version) throws IOException {
        var place = group + "/" + name;
        person.write(BASE + place + "/kustomization.yaml", "resources: [deployment.yaml]\n")
                .write(
                        BASE + place + "/deployment.yaml",
                        "spec:\n  - image: registry.local:5000/" + name + ":" + version + "\n")
                .write(DEV + place + "/kustomization.yaml", "resources: [../../../../base/" + place + "]\n")
                .write(PROD + place + "/kustomization.yaml", "resources: [release]\n");
    }

    private void meanwhile(String file, String message) {
        try {
            var other = server.person(directory.resolve("other"));
            other.write(file, message);
            other.push(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Release resolve(@org.jspecify.annotations.Nullable String revision) {
        return inActivity(() -> activities().resolve(request(revision)));
    }

    private ReleaseRequest request(@org.jspecify.annotations.Nullable String revision, String... only) {
        return new ReleaseRequest(lab.cluster("dev"), "prod", revision, List.of(only));
    }

    private Committed commit(String key, Release release, String... names) {
        return commit(promotion(key, release, names));
    }

    private CommitRequest promotion(String key, Release release, String... names) {
        var changes = List.of(names).stream()
                .map(name -> member(release, name))
                .map(m -> new TreeChange(m.name(), m.group(), m.before(), m.content()))
                .toList();
        return new CommitRequest(lab.cluster("prod"), key, changes, release.commit(), "Promote", "For people\n");
    }

    private Committed commit(CommitRequest request) {
        return inActivity(() -> activities().commit(request));
    }

    private List<String> moved(String cluster, String commit, String revision) {
        var request =
                new RevisionRequest(lab.cluster(cluster), commit, revision, List.of("databases", "grafana", "whoami"));
        return inActivity(() -> activities().compare(request)).applications();
    }

    private static ReleaseMember member(Release release, String name) {
        return release.members().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String fails(FailureClass kind, Supplier<?> call) {
        var said = new String[1];
        assertThatThrownBy(() -> inActivity(call)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).as(problem.report().line()).isEqualTo(kind);
            said[0] = problem.report().line();
        });
        return said[0];
    }

    private static <T> T inActivity(Supplier<T> call) {
        try (var attempts = new Attempts()) {
            return attempts.once(call);
        }
    }

    private ReleaseActivities activities() {
        return activities(Gate.OPEN);
    }

    private ReleaseActivities activities(Gate gate) {
        var transports = new Transports(gate);
        return new GitReleaseActivities(
                lab.reader(), new GitClones(transports), transports, LabClock.system(), () -> {});
    }

    private ExampleLab lab(String password) throws IOException {
        return lab(password, server.url().toString());
    }

    private ExampleLab lab(String password, String url) throws IOException {
        var where = Files.createTempDirectory(directory, "lab");
        var file = Files.writeString(where.resolve("git-password"), password);
        return ExampleLab.in(where, """

                simulated: true
                gitops:
                  repository: %s
                  password: file:%s
                  forwardOnly: [databases]
                """.formatted(url, file));
    }
}
