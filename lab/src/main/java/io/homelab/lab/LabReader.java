package io.homelab.lab;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Lab;
import io.homelab.lab.definition.Problem;
import io.homelab.lab.rules.LabView;
import io.homelab.lab.rules.Rules;
import io.homelab.lab.schema.Defaults;
import io.homelab.lab.schema.SchemaCheck;
import io.homelab.lab.schema.Shape;
import io.homelab.lab.schema.YamlFile;
import io.homelab.lab.template.ClusterTemplate;
import io.homelab.lab.template.TemplateFile;
import io.homelab.lab.template.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** One reading of one lab file: parse, check the shape, complete, bind, check the meaning, take the snapshot. */
final class LabReader {
    private static final SchemaCheck SCHEMA = SchemaCheck.labFile();
    private final Path file;
    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();

    LabReader(Path file) {
        this.file = file.toAbsolutePath();
        this.directory = Optional.ofNullable(this.file.getParent()).orElse(this.file);
    }

    LabFile read() throws InvalidLab {
        var name = String.valueOf(file.getFileName());
        String text;
        YamlFile yaml;
        try {
            text = Files.readString(file);
            yaml = YamlFile.single(name, text);
        } catch (IOException e) {
            throw new InvalidLab(List.of(new Problem(
                    Problem.Severity.ERROR, name, 0, 0, "", "cannot be read as text", "", "run homelab init")));
        } catch (YamlFile.NotYaml e) {
            throw new InvalidLab(List.of(e.problem()));
        }
        var shape = SCHEMA.check(yaml.root(), "");
        shape.findings().forEach(finding -> problems.add(yaml.locate(finding)));
        // Rules about values of the wrong kind would only repeat, less well, what the schema has said.
        Optional<Lab> lab = shape.usable() ? bind((ObjectNode) yaml.root(), shape) : Optional.empty();
        Map<String, TemplateFile> templates = new LinkedHashMap<>();
        lab.ifPresent(bound -> checkMeaning(bound, yaml, shape, templates));
        problems.sort(Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column)
                .thenComparing(Problem::message));
        if (lab.isEmpty() || problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
            throw new InvalidLab(problems);
        }
        var readable = new LinkedHashMap<String, ClusterTemplate>();
        templates.forEach(
                (cluster, template) -> template.template().ifPresent(content -> readable.put(cluster, content)));
        return new LabFile(
                lab.get(), readable, new SnapshotTaker(directory).take(text, lab.get(), templates), problems);
    }

    private static Optional<Lab> bind(ObjectNode root, Shape shape) {
        var complete = root.deepCopy();
        new Defaults(SCHEMA.document()).fill(complete);
        ContextDefaults.fill(complete);
        try {
            return Optional.of(LabBinding.bind(complete));
        } catch (JacksonException e) {
            // A number out of its range may not fit into the records at all; the schema has spoken of it.
            if (!shape.findings().isEmpty()) {
                return Optional.empty();
            }
            throw new IllegalStateException("a bug: the schema lets through what the records refuse", e);
        }
    }

    private void checkMeaning(Lab lab, YamlFile yaml, Shape shape, Map<String, TemplateFile> templates) {
        var reader = new TemplateReader(directory);
        lab.clusters().forEach((name, cluster) -> {
            if (Files.isRegularFile(directory.resolve(cluster.template()))) {
                var template = reader.read(cluster.template());
                templates.put(name, template);
                problems.addAll(template.problems());
            }
        });
        for (var finding : Rules.check(new LabView(lab, directory, templates))) {
            // What the schema has already said about a place needs no second voice.
            if (!shape.speaksOf(finding.path())) {
                problems.add(place(finding, yaml, templates));
            }
        }
    }

    private static Problem place(Finding finding, YamlFile yaml, Map<String, TemplateFile> templates) {
        var template = templates.get(finding.template());
        return template == null ? yaml.locate(finding) : template.locate(finding);
    }
}
