package io.homelab.lab.template;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Problem;
import io.homelab.lab.schema.Paths;
import io.homelab.lab.schema.SchemaCheck;
import io.homelab.lab.schema.Suggestion;
import io.homelab.lab.schema.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Reads Omni cluster templates and refuses what Omni would refuse (kinds, counts, patches without content). */
public final class TemplateReader {
    private static final List<String> KINDS = List.of("Cluster", "ControlPlane", "Workers", "Machine");
    private static final SchemaCheck SCHEMA = SchemaCheck.clusterTemplate();
    private final Path directory;

    /** Paths are relative to the lab file's directory, for templates and for the patch files that they name. */
    public TemplateReader(Path directory) {
        this.directory = directory;
    }

    /** Reads one template; every problem is in the answer, none is thrown. */
    public TemplateFile read(String file) {
        YamlFile yaml;
        try {
            yaml = YamlFile.stream(file, Files.readString(directory.resolve(file)));
        } catch (IOException e) {
            return broken(file, "cannot be read as text");
        } catch (YamlFile.NotYaml e) {
            return new TemplateFile(file, null, List.of(e.problem()), List.of(), null);
        }
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < yaml.documents().size(); i++) {
            checkDocument(yaml.documents().get(i), Paths.item("documents", i), findings);
        }
        checkCount(yaml, "Cluster", findings);
        checkCount(yaml, "ControlPlane", findings);
        var patches = new PatchReader(directory, findings);
        var template = findings.isEmpty() ? new TemplateBinding(yaml.documents(), patches).template() : null;
        return new TemplateFile(
                file,
                findings.isEmpty() ? template : null,
                findings.stream().map(yaml::locate).toList(),
                patches.files(),
                yaml);
    }

    private static void checkDocument(JsonNode document, String path, List<Finding> findings) {
        var kind = document.path("kind").asString("");
        if (KINDS.contains(kind)) {
            findings.addAll(SCHEMA.check(document, path, kind).findings());
            return;
        }
        findings.add(Finding.error(path + ".kind", kind.isEmpty() ? "is required" : "unknown kind " + kind)
                .allowed(String.join(", ", KINDS))
                .suggest(Suggestion.among(KINDS, kind)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("")));
    }

    private static void checkCount(YamlFile yaml, String kind, List<Finding> findings) {
        var places = IntStream.range(0, yaml.documents().size())
                .filter(i -> yaml.documents().get(i).path("kind").asString("").equals(kind))
                .mapToObj(i -> Paths.item("documents", i))
                .collect(Collectors.toList());
        if (places.size() != 1) {
            findings.add(Finding.error(
                    places.isEmpty() ? "documents" : places.getLast(),
                    "must hold exactly one document of kind " + kind + ", holds " + places.size()));
        }
    }

    private static TemplateFile broken(String file, String message) {
        var problem = new Problem(Problem.Severity.ERROR, file, 0, 0, "", message, "", "");
        return new TemplateFile(file, null, List.of(problem), List.of(), null);
    }
}
