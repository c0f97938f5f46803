package io.homelab.lab.template;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Problem;
import io.homelab.lab.schema.YamlFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A template file as read: the template unless it is broken, what is wrong with it, and the patch files that it names. */
public record TemplateFile(
        String name,
        @Nullable ClusterTemplate readable,
        List<Problem> problems,
        List<String> patchFiles,
        @Nullable YamlFile yaml) {
    public TemplateFile {
        problems = List.copyOf(problems);
        patchFiles = List.copyOf(patchFiles);
    }

    public Optional<ClusterTemplate> template() {
        return Optional.ofNullable(readable);
    }

    /** Gives a finding about this template its place. */
    public Problem locate(Finding finding) {
        return yaml == null
                ? new Problem(
                        finding.severity(),
                        name,
                        0,
                        0,
                        finding.path(),
                        finding.message(),
                        finding.allowed(),
                        finding.suggestion())
                : yaml.locate(finding);
    }
}
