package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.git.CommittedFiles;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.talos.GeneratedConfigs;
import java.util.List;
import java.util.Map;

/**
 * Reads files of the lab's directory or of the repository; of a run that is about a commit, those that the commit has in the
 * Git repository that ArgoCD reads.
 */
final class RepoFileCheck implements Check {
    /** The directory of {@code base} and {@code overlays}, as the requirements call it; the lab file may call it otherwise. */
    private static final String TREE = "kubernetes/";

    private final RepoFiles files;
    private final CommittedFiles committed;
    private final GeneratedConfigs configs;

    RepoFileCheck(RepoFiles files, CommittedFiles committed, GeneratedConfigs configs) {
        this.files = files;
        this.committed = committed;
        this.configs = configs;
    }

    @Override
    public String kind() {
        return "repo-file";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of(
                "files", ListType.create(SimpleType.DYN),
                "plaintext", ListType.create(SimpleType.STRING),
                "template", SimpleType.DYN,
                "generated", ListType.create(SimpleType.DYN),
                "documents", ListType.create(SimpleType.DYN),
                "waves", ListType.create(SimpleType.DYN));
    }

    /**
     * The target's {@code with} asks for more than the files: {@code plaintext}, {@code template}, {@code generated},
     * {@code documents} or {@code waves}.
     */
    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var found = find(subject, subject.resolve(target.getOrDefault("path", "")));
        var with = target.getOrDefault("with", "");
        return new Reading.Values(Map.of(
                "files", found.stream().map(RepoFiles.Found::describe).toList(),
                "plaintext", with.equals("plaintext") ? PlaintextKeys.in(found) : List.of(),
                "template", with.equals("template") ? TemplateFacts.of(subject) : Map.of(),
                "generated", with.equals("generated") ? generated(subject) : List.of(),
                "documents", with.equals("documents") ? documents(found) : List.of(),
                "waves", with.equals("waves") ? WaveFacts.of(found) : List.of()));
    }

    private List<RepoFiles.Found> find(Subject subject, String path) {
        if (subject.commit().isEmpty()) {
            return files.find(subject.lab(), path);
        }
        var tree = GitClones.settings(subject.lab()).path() + "/";
        var place = path.startsWith(TREE) ? tree + path.substring(TREE.length()) : path;
        return committed
                .find(subject.lab(), subject.commit(), place.replaceFirst("/(\\*\\*)?$", ""))
                .entrySet()
                .stream()
                .map(file -> new RepoFiles.Found(file.getKey(), file.getValue()))
                .toList();
    }

    private static List<Map<String, Object>> documents(List<RepoFiles.Found> found) {
        return YamlDocuments.in(found).stream().map(PlainValues::map).toList();
    }

    private List<Map<String, Object>> generated(Subject subject) {
        return configs.of(subject.ref()).stream().map(RepoFileCheck::describe).toList();
    }

    private static Map<String, Object> describe(GeneratedConfigs.Generated config) {
        return Map.of(
                "node", config.node(),
                "type", config.type(),
                "clusterName", config.clusterName(),
                "endpoint", config.endpoint(),
                "installDisk", config.installDisk(),
                "installImage", config.installImage(),
                "problem", config.problem());
    }
}
