package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.homelab.lab.definition.AddressMode;
import io.homelab.lab.definition.DeepCheck;
import io.homelab.lab.definition.GateCheck;
import io.homelab.lab.definition.GitOps;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ValidLabsTest {
    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> aLabShownWithAllItsDefaultsIsTheSameLab() throws IOException {
        return Fixture.in("valid").stream()
                .map(fixture -> dynamicTest(fixture.name(), () -> {
                    var file = fixture.placeIn(Files.createDirectories(directory.resolve(fixture.name())));
                    var lab = LabFile.load(file);

                    Files.writeString(file, LabFile.render(lab));

                    assertThat(LabFile.load(file)).isEqualTo(lab);
                }));
    }

    @Test
    void theSmallestLabGetsItsLiteralsFromTheRequirements() throws Exception {
        var lab = open("smallest").lab();

        assertThat(lab.hypervisor().storage().disks()).isEqualTo("local-zfs");
        assertThat(lab.hypervisor().reservedMemoryMiB()).isEqualTo(8192);
        assertThat(lab.network().bridge()).isEqualTo("vmbr0");
        assertThat(lab.network().dns()).containsExactly("192.168.68.1");
        assertThat(lab.images().factory()).hasToString("https://factory.talos.dev");
        assertThat(lab.addonsOf("dev")).extracting("name").containsExactly("gateway-api", "cilium");
        assertThat(lab.waits().nodesReady()).isEqualTo(Duration.ofMinutes(10));
        var cluster = lab.cluster("dev").orElseThrow();
        assertThat(cluster.template()).isEqualTo("omni/clusters/dev.yaml");
        assertThat(cluster.waits()).isEqualTo(lab.waits());
        assertThat(cluster.nodes()).singleElement().satisfies(node -> {
            assertThat(node.tags()).containsExactly("talos", "kubernetes", "dev");
            assertThat(node.installDisk()).isEqualTo("/dev/sda");
            assertThat(node.addressMode()).isEqualTo(AddressMode.STATIC);
            assertThat(node.memoryMiB()).isEqualTo(4096);
            assertThat(node.onboot()).isTrue();
        });
        assertThat(lab.time().factor()).isEqualTo(1);
        assertThat(lab.promotion()).isNull();
    }

    @Test
    void aPromotionGetsTheUsualGate() throws Exception {
        var file = place("promotion");
        Files.writeString(file, Files.readString(file).replaceFirst("(?s)  gate:.*", ""));

        var promotion = Objects.requireNonNull(LabFile.load(file).promotion());

        assertThat(promotion.gate().soak()).isEqualTo(Duration.ofDays(1));
        assertThat(promotion.gate().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(promotion.gate().coverage()).isEqualTo(0.95);
        assertThat(promotion.gate().deadline()).isEqualTo(Duration.ofDays(7));
        assertThat(promotion.gate().checks())
                .extracting(check -> check.name())
                .containsExactly(
                        "nodes-ready",
                        "alerts",
                        "alerts-are-evaluated",
                        "targets-up",
                        "api-errors",
                        "restarts",
                        "applications");
        assertThat(promotion.gate().checks().getFirst().comparison()).isEqualTo(GateCheck.Comparison.AT_LEAST);
    }

    @Test
    void gitOpsKeepsWhatItSaysAndProdWaitsToBeTold() throws Exception {
        var lab = open("gitops").lab();
        var gitops = Objects.requireNonNull(lab.gitops());

        assertThat(gitops.branch()).isEqualTo("release/2026");
        assertThat(gitops.path()).isEqualTo("deploy/kubernetes");
        assertThat(Objects.requireNonNull(gitops.readOnly()).username()).isEqualTo("argocd");
        assertThat(gitops.author().email()).isEqualTo("homelab@example.org");
        assertThat(gitops.forwardOnly()).containsExactly("databases");
        var github = Objects.requireNonNull(gitops.github());
        assertThat(github.repository()).isEqualTo("me/homelab");
        assertThat(github.api()).hasToString("https://github.example.org/api/v3");
        assertThat(github.token()).hasToString("age:github-token");
        assertThat(gitops.pullRequests()).isEqualTo(new GitOps.PullRequests(GitOps.Method.MERGE));
        assertThat(lab.hasGitOps("dev")).isTrue();
        assertThat(lab.syncsItself("dev")).isTrue();
        assertThat(lab.syncsItself("prod")).isFalse();
        assertThat(open("gitops").warnings()).isEmpty();
    }

    @Test
    void gitOpsGetsMainAndKubernetesAndEveryCluster() throws Exception {
        var file = place("gitops");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("(?s)  branch:.*", "")
                        .replaceFirst("(?s)addons:.*?gitops:", "gitops:"));

        var opened = LabFile.open(file);
        var gitops = Objects.requireNonNull(opened.lab().gitops());

        assertThat(gitops.branch()).isEqualTo("main");
        assertThat(gitops.path()).isEqualTo("kubernetes");
        assertThat(gitops.author().name()).isEqualTo("homelab");
        assertThat(gitops.github()).isNull();
        assertThat(gitops.pullRequests()).isNull();
        assertThat(opened.lab().hasGitOps("prod")).isTrue();
        assertThat(opened.warnings())
                .extracting(Problem::message)
                .containsExactly(
                        "no add-on called argocd installs ArgoCD into dev",
                        "no add-on called argocd installs ArgoCD into prod");
    }

    @Test
    void deploymentsAreShownOnGitHubItselfUnlessTheFileSaysWhere() throws Exception {
        var file = place("gitops");
        Files.writeString(file, Files.readString(file).replaceFirst("(?m)^    api: .*\n", ""));

        var gitops = Objects.requireNonNull(LabFile.open(file).lab().gitops());

        assertThat(Objects.requireNonNull(gitops.github()).api()).hasToString("https://api.github.com");
    }

    @Test
    void pullRequestsAreSquashedUnlessTheFileSaysHow() throws Exception {
        var file = place("gitops");
        Files.writeString(file, Files.readString(file).replaceFirst("(?s)  pullRequests:.*", "  pullRequests: {}\n"));

        var gitops = Objects.requireNonNull(LabFile.open(file).lab().gitops());

        assertThat(gitops.pullRequests()).isEqualTo(new GitOps.PullRequests(GitOps.Method.SQUASH));
    }

    @Test
    void theFullestLabKeepsWhatItSays() throws Exception {
        var file = open("everything");
        var lab = file.lab();

        assertThat(lab.hypervisor().concurrencyOf("local")).isEqualTo(4);
        assertThat(lab.hypervisor().pool()).isEqualTo("homelab");
        assertThat(lab.hypervisor().concurrencyOf("snippets")).isEqualTo(1);
        assertThat(lab.network().registryMirrors()).containsOnlyKeys("docker.io");
        assertThat(lab.cluster("dev").orElseThrow().endpoint()).hasToString("10.0.1.1:6443");
        var waits = lab.cluster("dev").orElseThrow().waits();
        assertThat(waits.boot()).isEqualTo(Duration.ofSeconds(90));
        assertThat(waits.install()).isEqualTo(Duration.ofMinutes(90));
        assertThat(waits.taskProbe()).isEqualTo(Duration.ofMillis(500));
        assertThat(lab.waits().boot()).isEqualTo(Duration.ofDays(2));
        assertThat(file.template("dev").orElseThrow().setting(NodeRole.CONTROL_PLANE, "/cluster/clusterName"))
                .hasValueSatisfying(name -> assertThat(name.asString()).isEqualTo("dev"));
        assertThat(file.snapshot().files()).containsKey("templates/patches/endpoint.yaml");
    }

    @Test
    void aDeepCheckReadsAllPacksWithinAYearIfNothingElseIsSaid() throws Exception {
        var backups = Objects.requireNonNull(open("backups").lab().backups());

        assertThat(backups.sets().values())
                .extracting(set -> set.audit().deep())
                .containsExactly(new DeepCheck(Duration.ofDays(14), 26), new DeepCheck(Duration.ofDays(7), 52));
    }

    @Test
    void aRehearsalsWaitsShrinkByItsFactorButNeverToNothing() throws Exception {
        var waits = open("everything").lab().waits().fasterBy(600);

        assertThat(waits.boot()).isEqualTo(Duration.ofSeconds(288));
        assertThat(waits.taskProbe()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void aRealLabWithOneRecipientIsUsableButWarnedAboutIt() throws Exception {
        assertThat(open("smallest").warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.severity()).isEqualTo(Problem.Severity.WARNING);
            assertThat(warning.path()).isEqualTo("secrets.recipients");
        });
        assertThat(open("everything").warnings()).isEmpty();
    }

    private LabFile open(String name) throws IOException, InvalidLab {
        return LabFile.open(place(name));
    }

    private Path place(String name) throws IOException {
        var fixture = Fixture.in("valid").stream()
                .filter(candidate -> candidate.name().equals(name + ".yaml"))
                .findFirst()
                .orElseThrow();
        return fixture.placeIn(Files.createTempDirectory(directory, name));
    }
}
