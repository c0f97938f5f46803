package io.homelab.activities.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.deployment.DeploymentActivities.PushRequest;
import io.homelab.workflows.deployment.DeploymentRequest;
import io.homelab.workflows.deployment.Push;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.ReleaseActivities.CommitRequest;
import io.homelab.workflows.gitops.ReleaseActivities.Moved;
import io.homelab.workflows.gitops.ReleaseActivities.RevisionRequest;
import io.homelab.workflows.gitops.ReleaseActivities.TreeChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What pushes to a real Git server mean to a cluster. */
@Timeout(120)
class GitDeploymentActivitiesTest {
    private static final String BASE = "kubernetes/base/";
    private static final String DEV = "kubernetes/overlays/dev/";
    private static final String PROD = "kubernetes/overlays/prod/";
    private static final String GRAFANA = "3-monitoring/grafana";
    private static final String WHOAMI = "4-apps/whoami";

    @TempDir
    Path directory;

    private GitServerInTest server;
    private Git person;
    private ExampleLab lab;
    private GitReleaseActivities releases;
    private GitDeploymentActivities deployments;
    private String first;

    @BeforeEach
    void start() throws IOException {
        server = new GitServerInTest(Files.createDirectories(directory.resolve("server")));
        person = server.person(directory.resolve("person"));
        application(GRAFANA, "1.0");
        application(WHOAMI, "2.0");
        person.write(BASE + "argocd/apps/apps.yaml", "one\n");
        first = person.push("First");
        var where = Files.createDirectories(directory.resolve("lab"));
        var password = Files.writeString(where.resolve("git-password"), "canary-4711");
        lab = ExampleLab.in(where, """

                simulated: true
                gitops:
                  repository: %s
                  password: file:%s
                """.formatted(server.url(), password));
        var transports = new Transports(Gate.OPEN);
        var clones = new GitClones(transports);
        releases = new GitReleaseActivities(lab.reader(), clones, transports, LabClock.system(), () -> {});
        deployments = new GitDeploymentActivities(lab.reader(), clones);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCommitChangesWhatTheClusterRunsDifferently() throws IOException {
        application(GRAFANA, "1.1");
        var second = person.push("Grafana 1.1");

        var push = push(null, null);

        assertThat(push.commit()).isEqualTo(second);
        assertThat(push.subject()).isEqualTo("Grafana 1.1");
        assertThat(push.author()).isEqualTo("A Person <person@example.org>");
        assertThat(push.since()).isEqualTo(first);
        assertThat(push.promotion()).isNull();
        assertThat(push.applications()).containsExactly("grafana", "whoami");
        assertThat(push.changed()).containsExactly("grafana");
        assertThat(push(first, null).changed()).containsExactly("root", "grafana", "whoami");
    }

    @Test
    void aPushOfSeveralCommitsIsComparedWithWhatTheBranchHadBefore() throws IOException {
        application(GRAFANA, "1.1");
        person.push("Grafana 1.1");
        person.write("README.md", "words");
        var last = person.push("Words");

        assertThat(push(last, null).changed()).isEmpty();
        assertThat(push(last, first).changed()).containsExactly("grafana");
        assertThat(push(last, first.substring(0, 10)).since()).isEqualTo(first);
    }

    @Test
    void whatABranchNoLongerHasIsNothingToCompareWith() throws IOException {
        application(GRAFANA, "1.1");
        var lost = person.push("Lost");
        person.run("reset", "-q", "--hard", first);
        person.write("README.md", "words");
        person.run("add", "-A");
        person.run("commit", "-q", "-m", "Words");
        person.run("push", "-q", "--force", "origin", "HEAD:main");

        for (var since : List.of("0".repeat(40), "1".repeat(40), lost)) {
            assertThat(push(null, since).since()).as(since).isNull();
            assertThat(push(null, since).changed()).contains("grafana", "whoami");
        }
    }

    @Test
    void whatAPromotionHasMadeChangesNothingAndSaysSo() throws IOException {
        var promoted = inActivity(() -> releases.commit(new CommitRequest(
                        lab.cluster("prod"),
                        "promotion-prod/1/release",
                        List.of(new TreeChange("grafana", "3-monitoring", null, id(BASE + GRAFANA))),
                        first,
                        "Promote",
                        "")))
                .commit();

        var push = push(promoted, null);

        assertThat(push.promotion()).isEqualTo("promotion-prod/1/release");
        assertThat(push.changed()).isEmpty();
    }

    @Test
    void theWordsOfAPromotionHideNoChange() throws IOException {
        application(GRAFANA, "1.1");
        person.push("Promote\n\nHomelab-Promotion: promotion-prod/1/release");

        assertThat(push(null, null).changed()).containsExactly("grafana");
    }

    @Test
    void newGoneAndMovedApplicationsAreChanges() throws IOException {
        application("2-core/external-dns", "0.24");
        person.run("rm", "-q", "-r", DEV + WHOAMI, BASE + WHOAMI);
        for (var tree : List.of(BASE, DEV)) {
            Files.createDirectories(person.directory().resolve(tree + "4-apps"));
            person.run("mv", tree + GRAFANA, tree + "4-apps/grafana");
        }
        person.push("Moved");

        var push = push(null, null);

        assertThat(push.applications()).containsExactly("external-dns", "grafana");
        assertThat(push.changed()).containsExactly("external-dns", "grafana", "whoami");
    }

    @Test
    void whatArgoCdMakesItsApplicationsFromIsWaitedForByTheRoot() throws IOException {
        person.write(BASE + "argocd/apps/apps.yaml", "two\n");
        person.push("Another generator");

        assertThat(push(null, null).changed()).containsExactly("root");
        assertThat(push(null, null).applications()).containsExactly("root", "grafana", "whoami");
    }

    @Test
    void aRevisionThatCameAfterwardsIsToldFromOneThatDidNot() throws IOException {
        application(GRAFANA, "1.1");
        var second = person.push("Second");

        assertThat(moved(first, second)).isEqualTo(new Moved(List.of("grafana"), true));
        assertThat(moved(second, first)).isEqualTo(new Moved(List.of("grafana"), false));
        assertThat(moved(first, first)).isEqualTo(new Moved(List.of(), false));
    }

    @Test
    void aClusterWithoutADirectoryAndAnUnknownRevisionAreSaid() {
        fails(
                "there is no kubernetes/overlays/cloud",
                () -> deployments.resolve(new PushRequest(lab.cluster("cloud"), null, null)));
        fails("no commit, branch or tag v9", () -> push("v9", null));
        fails("no commit, branch or tag v8", () -> push(null, "v8"));
    }

    @Test
    void aClusterOfTheLabThatReadsTheRepositoryIsDeployedTo() {
        var spec = deployments.read(new DeploymentRequest("dev", null, null, null));

        assertThat(spec.cluster()).isEqualTo(lab.cluster("dev"));
        assertThat(spec.simulated()).isTrue();
        fails("the lab has no cluster cloud", () -> deployments.read(new DeploymentRequest("cloud", null, null, null)));
        fails(
                "your lab file is not the one",
                () -> deployments.read(new DeploymentRequest("dev", null, null, "f".repeat(64))));
    }

    @Test
    void whatIsPromotedToIsNotDeployedTo() throws IOException {
        var file = lab.directory().resolve("lab.yaml");
        Files.writeString(file, Files.readString(file) + """
                promotion:
                  from: prod
                  to: dev
                  prometheus: {url: http://127.0.0.1:9090}
                """);
        fails(
                "dev is promoted to, a push is not deployed to it",
                () -> deployments.read(new DeploymentRequest("dev", null, null, null)));
    }

    private void application(String place, String version) throws IOException {
        person.write(BASE + place + "/kustomization.yaml", "resources: [deployment.yaml]\n")
                .write(BASE + place + "/deployment.yaml", "image: registry.local:5000/app:" + version + "\n")
                .write(DEV + place + "/kustomization.yaml", "resources: [../../../../base/" + place + "]\n")
                .write(PROD + place + "/kustomization.yaml", "resources: [release]\n");
    }

    private String id(String path) {
        try {
            return person.id(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Push push(@Nullable String revision, @Nullable String since) {
        return inActivity(() -> deployments.resolve(new PushRequest(lab.cluster("dev"), revision, since)));
    }

    private Moved moved(String commit, String revision) {
        return inActivity(() -> releases.compare(
                new RevisionRequest(lab.cluster("dev"), commit, revision, List.of("grafana", "whoami"))));
    }

    private static void fails(String words, Supplier<?> call) {
        assertThatThrownBy(() -> inActivity(call)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).isEqualTo(FailureClass.CONFIG);
            assertThat(problem.report().what()).contains(words);
        });
    }

    private static <T> T inActivity(Supplier<T> call) {
        try (var attempts = new Attempts()) {
            return attempts.once(call);
        }
    }
}
