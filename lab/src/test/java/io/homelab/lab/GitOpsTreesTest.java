package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The tree for a person and the one of rehearsals have the layout of ADR 15. */
class GitOpsTreesTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", "starter-cli/src/main/resources/rehearsal/gitops/kubernetes"})
    void everyBaseHasAPlaceInBothClustersAndNothingIsPromotedYet(String tree) throws IOException {
        var root = REPOSITORY.resolve(tree);
        var bases = new TreeSet<String>();
        try (var files = Files.walk(root.resolve("base"), 2)) {
            files.filter(f -> root.resolve("base").relativize(f).getNameCount() == 2)
                    .filter(f -> !f.toString().contains("argocd"))
                    .map(f -> root.resolve("base").relativize(f).toString())
                    .forEach(bases::add);
        }
        assertThat(bases).hasSizeGreaterThan(8).allMatch(base -> base.matches("[0-4]-[a-z]+/[a-z-]+"));
        for (var base : bases) {
            assertThat(read(root.resolve("overlays/dev").resolve(base))
                            .path("resources")
                            .path(0)
                            .asString())
                    .isEqualTo("../../../../base/" + base);
            assertThat(read(root.resolve("overlays/prod").resolve(base))
                            .path("resources")
                            .path(0)
                            .asString())
                    .isEqualTo("release");
            assertThat(read(root.resolve("overlays/prod").resolve(base).resolve("release"))
                            .has("resources"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes", "starter-cli/src/main/resources/rehearsal/gitops/kubernetes"})
    void theRootAndItsSetsFollowOneRepositoryAndOneBranch(String tree) throws IOException {
        var argocd = REPOSITORY.resolve(tree).resolve("base/argocd");
        var source = YAML.readTree(argocd.resolve("root.yaml")).path("spec").path("source");
        assertThat(source.path("path").asString()).isEqualTo("kubernetes/base/argocd/apps");
        for (var name : new String[] {"infrastructure", "core", "monitoring", "apps"}) {
            var set = YAML.readTree(argocd.resolve("apps").resolve(name + ".yaml"));
            var spec = set.path("spec").path("template").path("spec");
            assertThat(spec.path("source").path("repoURL")).isEqualTo(source.path("repoURL"));
            assertThat(spec.path("syncPolicy").has("automated")).isFalse();
            assertThat(set.path("spec").path("templatePatch").asString()).contains("homelab.io/auto-sync");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "omni/addons/cilium-values.yaml")
    void argoCdUsesTheValuesThatCiliumWasInstalledWith(String values) throws IOException {
        assertThat(REPOSITORY.resolve("kubernetes/base/0-infrastructure/cilium/values.yaml"))
                .hasSameTextualContentAs(REPOSITORY.resolve(values));
    }

    private static JsonNode read(Path directory) {
        return YAML.readTree(directory.resolve("kustomization.yaml"));
    }
}
