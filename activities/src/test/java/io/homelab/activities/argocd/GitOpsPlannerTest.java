package io.homelab.activities.argocd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.git.Git;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.git.GitServerInTest;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.talos.SecretNames;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.plan.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Git server, and an API server with the objects that each test gives it. */
@Timeout(60)
class GitOpsPlannerTest {
    private static final String ROOT = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: root, namespace: argocd}
            spec:
              project: default
              source: {repoURL: "%s", targetRevision: main, path: kubernetes/base/argocd/apps}
            """;

    @TempDir
    Path directory;

    private final Attempts attempts = new Attempts();
    private GitServerInTest git;
    private Git person;
    private Path password;
    private Path readOnly;
    private ExampleLab lab;
    private ObjectsInTest api;
    private GitClones clones;
    private GitOpsPlanner planner;

    @BeforeEach
    void start() throws IOException {
        git = new GitServerInTest(Files.createDirectories(directory.resolve("server")));
        person = git.person(directory.resolve("person"));
        person.write("kubernetes/base/argocd/root.yaml", ROOT.formatted(git.url()));
        person.push("First");
        password = Files.writeString(directory.resolve("git-password"), "canary-4711");
        readOnly = Files.writeString(directory.resolve("git-reader"), "canary-4712");
        lab = ExampleLab.in(
                Files.createDirectory(directory.resolve("lab")), """

                simulated: true
                gitops:
                  repository: %s
                  password: file:%s
                  clusters: [dev]
                  readOnly: {username: reader, password: "file:%s"}
                """.formatted(git.url(), password, readOnly));
        api = new ObjectsInTest();
        api.knows("argoproj.io/v1alpha1", "Application");
        try (var kubeconfig = Secret.of(api.kubeconfig())) {
            lab.open().secrets().put(SecretNames.kubeconfig("dev"), kubeconfig);
        }
        var transports = new Transports(Gate.OPEN);
        clones = new GitClones(transports);
        planner = new GitOpsPlanner(new Clusters(lab.reader(), transports), clones);
    }

    @AfterEach
    void stop() {
        attempts.close();
        api.close();
        git.close();
    }

    @Test
    void aClusterThatFollowsNoGitHasNoPlanOfIt() {
        assertThat(attempts.once(() -> planner.plan(lab.cluster("prod"), true, false)))
                .isEmpty();
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void whileThereIsNoClusterAllIsToBeMadeAndNobodyIsAsked() {
        assertThat(plan(false, true)).hasValueSatisfying(change -> {
            assertThat(change.action()).isEqualTo(Change.Action.CREATE);
            assertThat(change.address()).isEqualTo("cluster/dev/gitops");
        });
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void whatIsNotThereYetIsNamed() {
        assertThat(plan(true, false)).hasValueSatisfying(change -> {
            assertThat(change.action()).isEqualTo(Change.Action.UPDATE);
            assertThat(names(change))
                    .containsExactly("Secret repo-homelab", "Secret cluster-homelab", "Application root");
        });
    }

    @Test
    void whereAllIsAsItShouldBeThereIsNoChange() {
        wanted().forEach(api::has);

        assertThat(plan(true, false)).isEmpty();
        assertThat(api.calls()).isNotEmpty().allMatch(call -> call.startsWith("GET "));
    }

    @Test
    void whatTheServerAddsIsNoChange() {
        for (var object : wanted()) {
            object.getMetadata().setUid("1234");
            object.setAdditionalProperty("status", Map.of("phase", "fine"));
            api.has(object);
        }

        assertThat(plan(true, false)).isEmpty();
    }

    @Test
    void eachThatDiffersIsNamedAlone() {
        for (var object : wanted()) {
            wanted().forEach(api::has);
            api.loses(object);
            assertThat(plan(true, false)).as("missing").hasValueSatisfying(change -> assertThat(names(change))
                    .containsExactly(name(object)));

            object.getMetadata().getLabels().replaceAll((key, value) -> "somebody-elses");
            api.has(object);
            assertThat(plan(true, false)).as("not ours").hasValueSatisfying(change -> assertThat(names(change))
                    .containsExactly(name(object)));
        }
    }

    @Test
    void aPasswordThatChangedAndARootThatMovedAreDrift() throws IOException {
        wanted().forEach(api::has);
        Files.writeString(readOnly, "canary-4713");
        assertThat(plan(true, false)).hasValueSatisfying(change -> {
            assertThat(names(change)).containsExactly("Secret repo-homelab");
            assertThat(change.toString()).doesNotContain("canary");
        });
        wanted().forEach(api::has);

        var root = wanted().getLast();
        root.setAdditionalProperty("spec", new TreeMap<>(Map.of("project", "default", "source", Map.of())));
        api.has(root);
        assertThat(plan(true, false))
                .hasValueSatisfying(change -> assertThat(names(change)).containsExactly("Application root"));
        assertThat(plan(true, false).orElseThrow().why()).isEqualTo("drift");
    }

    @Test
    void whatCannotBeSeenIsAChangeOnlyWhereSomethingIsToBeRepaired() {
        wanted().forEach(api::has);
        api.close();

        assertThat(plan(true, true)).hasValueSatisfying(change -> {
            assertThat(change.action()).isEqualTo(Change.Action.UPDATE);
            assertThat(change.why()).startsWith("cannot be seen now: ");
        });
        assertThatThrownBy(() -> plan(true, false)).isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                        problem.report().kind())
                .isEqualTo(FailureClass.TRANSIENT));
    }

    @Test
    void aClusterWhoseArgoCdIsStillToComeHasAChange() {
        api.knows("argoproj.io/v1alpha1");

        assertThat(plan(true, true))
                .hasValueSatisfying(change -> assertThat(change.action()).isEqualTo(Change.Action.UPDATE));
    }

    @Test
    void aGitThatRefusesUsIsNotTakenForSomethingToBeRepaired() throws IOException {
        Files.writeString(password, "wrong");

        assertThatThrownBy(() -> plan(true, true)).isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                        problem.report().kind())
                .isEqualTo(FailureClass.AUTH));
    }

    @Test
    void aTreeThatMeansSomethingElseThanTheLabFileIsSaid() throws IOException {
        person.write("kubernetes/base/argocd/root.yaml", ROOT.formatted("https://git.invalid/other.git"));
        person.push("Another");

        assertThatThrownBy(() -> plan(true, true)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).isEqualTo(FailureClass.CONFIG);
            assertThat(problem.report().what()).contains("spec.source.repoURL", "https://git.invalid/other.git");
        });
    }

    /** As a plan is made: whatever writes, fails. */
    private Optional<Change> plan(boolean answering, boolean repairs) {
        return attempts.once(() -> ReadOnly.call(() -> planner.plan(lab.cluster("dev"), answering, repairs)));
    }

    private List<GenericKubernetesResource> wanted() {
        return attempts.once(() -> new SetupObjects(lab.open(), GitClones.settings(lab.open()), "dev").all(clones));
    }

    private static List<String> names(Change change) {
        return change.fields().stream().map(Change.Field::name).toList();
    }

    private static String name(GenericKubernetesResource object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
