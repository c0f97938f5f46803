package io.homelab.activities.argocd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.git.Git;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.git.GitReleaseActivities;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.DevCluster;
import io.homelab.activities.simulated.GitOpsInTest;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.talos.TalosSystem;
import io.homelab.simulator.world.Faults;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.GitOpsActivities.Application;
import io.homelab.workflows.gitops.GitOpsActivities.DeployedRequest;
import io.homelab.workflows.gitops.GitOpsActivities.LookRequest;
import io.homelab.workflows.gitops.GitOpsActivities.SyncRequest;
import io.homelab.workflows.topology.ClusterRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cluster with ArgoCD that follows the rehearsal's tree; each test has an application of its own. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ArgoCdInClusterTest {
    private static final double FASTER = 200;
    private static final double WAITS_FASTER = 20;
    private static final Path TREE = Path.of("../starter-cli/src/main/resources/rehearsal/gitops");
    private static final List<String> ALL = List.of(
            "cert-manager",
            "metallb",
            "local-path-provisioner",
            "databases",
            "external-dns",
            "alertmanager",
            "grafana",
            "dashboard",
            "whoami");

    @TempDir
    static Path directory;

    private final Attempts attempts = new Attempts();
    private final Transports transports = new Transports(Gate.OPEN);
    private Worlds worlds;
    private Lab world;
    private LabInTest lab;
    private DevCluster dev;
    private Git person;
    private ArgoCdGitOpsActivities argocd;
    private ArgoCdSetupActivities setup;

    @BeforeAll
    void build() throws IOException {
        worlds = new Worlds(directory.resolve("worlds"), List.of(new TalosSystem()));
        world = worlds.create("lab", 1, 1 / FASTER);
        var gitops = GitOpsInTest.in(world, directory.resolve("lab"));
        lab = LabInTest.in(gitops.home(), world, WAITS_FASTER, gitops::withArgoCd);
        dev = DevCluster.build(lab, transports, attempts);
        seed(gitops);
        var clones = new GitClones(transports);
        setup = new ArgoCdSetupActivities(dev.clusters(), clones);
        argocd = new ArgoCdGitOpsActivities(
                dev.clusters(),
                new GitReleaseActivities(lab.reader(), clones, transports, LabClock.system(), () -> {}),
                () -> {});
        assertThat(attempts.untilOver(() -> setup.ensureGitOps(dev.ref()))
                        .orThrow()
                        .changed())
                .isTrue();
    }

    @AfterAll
    void end() {
        attempts.close();
        worlds.close();
    }

    /** What a rehearsal does: the tree with the repository's own address, pushed by the account that writes. */
    private void seed(GitOpsInTest gitops) throws IOException {
        person = gitops.person(directory.resolve("person"), world.info().git().writer());
        try (var files = Files.walk(TREE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                person.write(
                        TREE.relativize(file).toString(),
                        Files.readString(file).replace("https://git.invalid/lab/homelab.git", gitops.url()));
            }
        }
        person.push("First");
    }

    @Test
    void aSecondSetupChangesNothingAndArgoCdFollowsTheWholeTree() {
        assertThat(attempts.untilOver(() -> setup.ensureGitOps(dev.ref()))
                        .orThrow()
                        .changed())
                .isFalse();
        deployed(head(), List.of("root", "cert-manager", "metallb", "databases", "alertmanager", "grafana"));
        assertThat(argocd.look(new LookRequest(dev.ref(), List.of())).applications())
                .extracting(Application::name)
                .contains("root", "argocd")
                .containsAll(ALL);
    }

    @Test
    void aPushIsDeployedWhenEveryApplicationRunsIt() throws IOException {
        var commit = change("3-monitoring", "grafana", "12.2.0");

        deployed(commit, List.of("grafana"));

        assertThat(image("grafana")).endsWith(":12.2.0");
    }

    @Test
    void aNewerCommitIsTakenForAnOlderOneWhereThatIsAllowed() throws IOException {
        var older = change("3-monitoring", "alertmanager", "v0.29.0");
        deployed(change("3-monitoring", "alertmanager", "v0.30.0"), List.of("alertmanager"));

        var outcome = attempts.untilOver(() -> argocd.awaitDeployed(
                        new DeployedRequest(dev.ref(), older, List.of("alertmanager", "databases"), true)))
                .orThrow();

        assertThat(outcome.facts()).containsEntry("later", "alertmanager");
        assertThat(outcome.summary()).isEqualTo("2 applications are deployed");
    }

    @Test
    void aDegradedApplicationIsSaidInItsOwnWords() throws IOException {
        var commit = change("2-core", "external-dns", "v0.24.0-broken");

        var problem = attempts.untilOver(() -> argocd.awaitDeployed(
                        new DeployedRequest(dev.ref(), commit, List.of("external-dns", "databases"))))
                .problem()
                .orElseThrow();

        assertThat(problem.report().kind()).as(problem.report().line()).isEqualTo(FailureClass.CONFIG);
        assertThat(problem.report().what()).contains("external-dns").doesNotContain("databases");
    }

    @Test
    void whatIsNotSyncedByItselfIsSyncedToExactlyOneCommitOnce() throws IOException {
        var manual = manual("4-apps", "whoami", "30m");
        var first = change("4-apps", "whoami", "v1.12.0");
        var second = change("4-apps", "whoami", "v1.13.0");
        assertThat(image("whoami")).doesNotContain("v1.12").doesNotContain("v1.13");
        assertThat(argocd.look(new LookRequest(manual, List.of("whoami", "grafana")))
                        .applications())
                .extracting(Application::name, Application::automated)
                .containsExactlyInAnyOrder(tuple("whoami", false), tuple("grafana", true));

        sync(manual, first, "op-1", "whoami");
        assertThat(image("whoami")).endsWith(":v1.12.0");
        var history = history("whoami");
        sync(manual, first, "op-1", "whoami");
        assertThat(history("whoami")).isEqualTo(history);

        sync(manual, second, "op-2", "whoami");
        assertThat(image("whoami")).endsWith(":v1.13.0");
    }

    @Test
    void aSyncThatFailedIsSaidAndWhoAsksAgainGetsAnother() throws IOException {
        var manual = manual("1-storage", "local-path-provisioner", "30m");
        var commit = change("1-storage", "local-path-provisioner", "v0.0.33");
        fault(Faults.Kind.TASK_FAILS, "local-path-provisioner", "one or more objects failed to apply");

        var problem = problem(manual, commit, "op-1", "local-path-provisioner");

        assertThat(problem.report().kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(problem.report().what()).contains("one or more objects failed to apply");
        try (var later = new Attempts()) {
            assertThat(later.untilOver(() -> argocd.sync(request(manual, commit, "op-1", "local-path-provisioner")))
                            .problem())
                    .isEmpty();
        }
        assertThat(image("local-path-provisioner")).endsWith(":v0.0.33");
    }

    @Test
    void aSyncThatHangsIsEndedBeforeAPersonLooksAtIt() throws IOException {
        var manual = manual("4-apps", "dashboard", "8m");
        var commit = change("4-apps", "dashboard", "2.5.0");
        fault(Faults.Kind.TASK_VANISHES, "dashboard", "");

        var problem = problem(manual, commit, "op-1", "dashboard");

        assertThat(problem).isInstanceOf(GaveUp.class);
        assertThat(problem.report().what()).contains("waiting for healthy state", "ended the sync of dashboard");
        assertThat(state("dashboard").operation())
                .hasValueSatisfying(o -> assertThat(o.phase()).isIn("Terminating", "Failed"));
    }

    @Test
    void anApplicationThatArgoCdDoesNotKnowIsSaid() throws IOException {
        assertThat(problem(dev.ref(), head(), "op-1", "nobody").report().what()).contains("no application nobody");
    }

    /** The application waits to be told from now on, and the lab's waits end after a while. */
    private ClusterRef manual(String group, String name, String sync) throws IOException {
        person.run("pull", "-q", "--rebase", "origin", "main");
        var sets = "kubernetes/base/argocd/apps/" + (group.startsWith("1-") ? "infrastructure" : "apps") + ".yaml";
        var file = person.directory().resolve(sets);
        var text = Files.readString(file);
        var open = "{{- if eq (index .metadata.labels \"homelab.io/auto-sync\") \"true\" }}";
        var also = text.contains("(ne .path.basename")
                ? text.replaceFirst(
                        "\\(ne \\.path\\.basename", "(ne .path.basename \"" + name + "\") (ne .path.basename")
                : text.replace(
                        open,
                        "{{- if and (ne .path.basename \"" + name
                                + "\") (eq (index .metadata.labels \"homelab.io/auto-sync\") \"true\") }}");
        person.write(sets, also);
        person.push(name + " waits to be told");
        nudge("root");
        until(() -> state(name).resource().get("spec", "syncPolicy", "automated") == null);
        var labFile = lab.directory().resolve("lab.yaml");
        Files.writeString(
                labFile,
                Files.readString(labFile)
                        .replaceFirst("(?m)^waits:\n(  sync: .*\n)?", "waits:\n  sync: \"" + sync + "\"\n"));
        return new ClusterRef("dev", lab.reader().take(null).digest());
    }

    private void nudge(String name) {
        dev.clusters().with(dev.ref(), (l, client) -> {
            new ArgoCd(client, "dev").refresh(state(name));
            return name;
        });
    }

    private synchronized String change(String group, String name, String version) throws IOException {
        var file = "kubernetes/base/" + group + "/" + name + "/deployment.yaml";
        person.write(
                file,
                Files.readString(person.directory().resolve(file)).replaceFirst("(image: .*):.*", "$1:" + version));
        return person.push(name + " " + version);
    }

    private String head() {
        try {
            return person.run("rev-parse", "HEAD");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void deployed(String commit, List<String> names) {
        attempts.untilOver(() -> argocd.awaitDeployed(new DeployedRequest(dev.ref(), commit, names)))
                .orThrow();
    }

    private void sync(ClusterRef cluster, String commit, String operation, String name) {
        attempts.untilOver(() -> argocd.sync(request(cluster, commit, operation, name)))
                .orThrow();
    }

    private Problem problem(ClusterRef cluster, String commit, String operation, String name) {
        return attempts.untilOver(() -> argocd.sync(request(cluster, commit, operation, name)))
                .problem()
                .orElseThrow();
    }

    private static SyncRequest request(ClusterRef cluster, String commit, String operation, String name) {
        return new SyncRequest(cluster, commit, operation, List.of(name));
    }

    private void fault(Faults.Kind kind, String application, String message) {
        world.world()
                .faults()
                .arm(new Faults.Fault(kind, "argocd", "sync dev", application, 0, 1, 0, message, Duration.ZERO));
    }

    private String image(String name) {
        return dev.clusters().with(dev.ref(), (l, client) -> Optional.ofNullable(client.apps()
                        .deployments()
                        .inNamespace(name)
                        .withName(name)
                        .get())
                .map(d -> d.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .orElse("none"));
    }

    private AppState state(String name) {
        return dev.clusters()
                .with(
                        dev.ref(),
                        (l, client) -> Objects.requireNonNull(
                                new ArgoCd(client, "dev").applications().get(name)));
    }

    private int history(String name) {
        GenericKubernetesResource resource = state(name).resource();
        return resource.get("status", "history") instanceof List<?> list ? list.size() : 0;
    }

    private static void until(Supplier<Boolean> condition) {
        var watch = LabClock.stopwatch();
        while (!condition.get()) {
            assertThat(watch.elapsed()).isLessThan(Duration.ofSeconds(60));
            Thread.onSpinWait();
        }
    }
}
