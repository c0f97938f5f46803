package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.talos.GeneratedConfigs;
import java.util.List;
import java.util.Map;

/** Reads files of the lab's directory or of the repository. */
final class RepoFileCheck implements Check {
    private final RepoFiles files;
    private final GeneratedConfigs configs;

    RepoFileCheck(RepoFiles files, GeneratedConfigs configs) {
        this.files = files;
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
                "generated", ListType.create(SimpleType.DYN));
    }

    /** The target's {@code with} asks for more than the files: {@code plaintext}, {@code template} or {@code generated}. */
    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var found = files.find(subject.lab(), subject.resolve(target.getOrDefault("path", "")));
        var with = target.getOrDefault("with", "");
        return new Reading.Values(Map.of(
                "files", found.stream().map(RepoFiles.Found::describe).toList(),
                "plaintext", with.equals("plaintext") ? PlaintextKeys.in(found) : List.of(),
                "template", with.equals("template") ? TemplateFacts.of(subject) : Map.of(),
                "generated", with.equals("generated") ? generated(subject) : List.of()));
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
