package io.homelab.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.argocd.ArgoCdGitOpsActivities;
import io.homelab.activities.argocd.ArgoCdSetupActivities;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.git.Git;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.git.GitReleaseActivities;
import io.homelab.activities.github.GitHubDeploymentReporting;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.DevCluster;
import io.homelab.activities.simulated.GitOpsInTest;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.talos.TalosSystem;
import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.acceptance.CriterionResult.Verdict;
import io.homelab.workflows.acceptance.RunToCheck;
import io.homelab.workflows.deployment.DeploymentReporting.Standing;
import io.homelab.workflows.deployment.DeploymentReporting.State;
import io.homelab.workflows.gitops.GitOpsActivities.DeployedRequest;
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

/** What a deployment proves in a cluster with ArgoCD, with a Git server and a GitHub, and what it does not. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class RunAcceptanceInClusterTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Path REHEARSAL = REPOSITORY.resolve("starter-cli/src/main/resources/rehearsal/gitops");
    private static final List<String> LATER = List.of("1.4.1-b", "1.4.2-b", "1.4.2-d", "3.5.1-f");

    @TempDir
    Path directory;

    private final Attempts attempts = new Attempts();
    private final Transports transports = new Transports(Gate.OPEN);
    private final GitClones clones = new GitClones(transports);
    private Worlds worlds;
    private Lab world;
    private GitOpsInTest gitops;
    private LabInTest lab;
    private DevCluster dev;
    private Git person;

    @BeforeEach
    void build() throws IOException {
        worlds = new Worlds(directory.resolve("worlds"), List.of(new TalosSystem()));
        world = worlds.create("lab", 1, 1 / 200.0);
        gitops = GitOpsInTest.in(world, directory.resolve("lab"));
        lab = LabInTest.in(gitops.home(), world, 20, file -> gitops.github(gitops.withArgoCd(file)));
        dev = DevCluster.build(lab, transports, attempts);
    }

    @AfterEach
    void end() {
        attempts.close();
        worlds.close();
    }

    @Test
    void aDeploymentProvesWhatItHasBroughtAboutAndNothingElse() throws IOException {
        var first = seed();
        attempts.untilOver(() -> new ArgoCdSetupActivities(dev.clusters(), clones).ensureGitOps(dev.ref()))
                .orThrow();
        deployed(first, "argocd", "grafana", "whoami", "root");

        var seen = check(first);

        assertThat(seen).hasSize(33);
        assertThat(having(seen, Verdict.LATER)).containsExactlyElementsOf(LATER);
        assertThat(having(seen, Verdict.FAILED)).as(seen.toString()).containsExactly("1.4.1-c", "3.5.2-d", "3.5.2-e");
        assertThat(having(seen, Verdict.REHEARSED)).hasSize(33 - 3 - LATER.size());
        assertThat(text(seen, "1.4.1-c")).endsWith("the first one still lies in argocd-initial-admin-secret");
        assertThat(text(seen, "1.4.4-b")).isEqualTo("1-storage: local-path-provisioner longhorn velero volsync");
        assertThat(text(seen, "3.5.2-e")).isEqualTo("the lab file names no ntfy topic");

        dev.clusters().with(dev.ref(), (l, client) -> client.secrets()
                .inNamespace("argocd")
                .withName("argocd-initial-admin-secret")
                .delete());
        var second = person.write("kubernetes/overlays/dev/4-apps/whoami/why.md", "words\n")
                .push("Say why");
        deployed(second, "whoami", "root");
        report(second);

        seen = check(second);

        // The root application holds none of this push, so ArgoCD compares it and has nothing to sync.
        assertThat(having(seen, Verdict.FAILED)).as(seen.toString()).containsExactly("3.5.2-c", "3.5.2-e");
        assertThat(text(seen, "3.5.2-c"))
                .isEqualTo("last sync Succeeded to " + first.substring(0, 12) + ", the push has "
                        + second.substring(0, 12));
        assertThat(text(seen, "3.5.2-d")).isEqualTo("ours: success");
    }

    /** The tree of the rehearsal, with the product's own bases that nothing of it uses, and its workflows. */
    private String seed() throws IOException {
        person = gitops.person(directory.resolve("person"), world.info().git().writer());
        var files = new TreeMap<String, String>();
        read(REPOSITORY, "kubernetes/base", files);
        read(REPOSITORY, ".github", files);
        files.keySet().removeIf(path -> path.startsWith("kubernetes/base/argocd/"));
        read(REHEARSAL, "kubernetes", files);
        for (var file : files.entrySet()) {
            person.write(file.getKey(), file.getValue().replace("https://git.invalid/lab/homelab.git", gitops.url()));
        }
        return person.push("First");
    }

    private static void read(Path root, String below, Map<String, String> into) throws IOException {
        try (var files = Files.walk(root.resolve(below))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                into.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
    }

    private void deployed(String commit, String... names) {
        var releases = new GitReleaseActivities(lab.reader(), clones, transports, LabClock.system(), () -> {});
        var argocd = new ArgoCdGitOpsActivities(dev.clusters(), releases, () -> {});
        attempts.untilOver(() -> argocd.awaitDeployed(new DeployedRequest(dev.ref(), commit, List.of(names), true)))
                .orThrow();
    }

    private void report(String commit) {
        var reporting = new GitHubDeploymentReporting(lab.reader(), transports);
        attempts.untilOver(() -> reporting.report(
                        new Standing(dev.ref(), "deployment-dev/1", commit, "Deploy", State.SUCCESS, "as it stands")))
                .orThrow();
    }

    private List<CriterionResult> check(String commit) {
        var acceptance = new LabAcceptanceActivities(lab.reader(), Kinds.checks(lab.reader(), Optional.empty()));
        var run = new RunToCheck(dev.ref(), RunToCheck.DEPLOYMENT, commit, List.of());
        return attempts.once(() -> acceptance.checkRun(run)).epics().stream()
                .flatMap(epic -> epic.criteria().stream())
                .toList();
    }

    private static List<String> having(List<CriterionResult> seen, Verdict verdict) {
        return seen.stream()
                .filter(c -> c.verdict() == verdict)
                .map(CriterionResult::id)
                .toList();
    }

    private static String text(List<CriterionResult> seen, String id) {
        return seen.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow()
                .seen();
    }
}
