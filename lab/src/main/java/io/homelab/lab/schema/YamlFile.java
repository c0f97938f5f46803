package io.homelab.lab.schema;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A parsed YAML 1.2 file: its documents, and where each key of them stands. */
public final class YamlFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final String name;
    private final List<JsonNode> documents;
    private final Locations locations;

    private YamlFile(String name, List<JsonNode> documents, Locations locations) {
        this.name = name;
        this.documents = List.copyOf(documents);
        this.locations = locations;
    }

    /** Reads a file of one document, whose paths start at its root; throws NotYaml, which never quotes the text. */
    public static YamlFile single(String name, String text) throws NotYaml {
        var file = parse(name, text, "");
        if (file.documents.size() != 1) {
            throw new NotYaml(at(name, 1, 1, "must hold exactly one YAML document, holds " + file.documents.size()));
        }
        return file;
    }

    /** Reads a file of any number of documents, whose paths start with documents[n]. */
    public static YamlFile stream(String name, String text) throws NotYaml {
        return parse(name, text, "documents");
    }

    public String name() {
        return name;
    }

    public List<JsonNode> documents() {
        return documents;
    }

    /** The only (or first) document. */
    public JsonNode root() {
        return documents.getFirst();
    }

    /** Gives a finding its place: that of its path, or of the nearest parent that exists. */
    public Problem locate(Finding finding) {
        var place = locations.of(finding.path());
        return new Problem(
                finding.severity(),
                name,
                place.line(),
                place.column(),
                finding.path(),
                finding.message(),
                finding.allowed(),
                finding.suggestion());
    }

    private static YamlFile parse(String name, String text, String prefix) throws NotYaml {
        var settings =
                LoadSettings.builder().setLabel(name).setParseComments(false).build();
        try {
            // First, as it refuses what would grow without bound ("billion laughs").
            var loaded = new ArrayList<@Nullable Object>();
            new Load(settings).loadAllFromString(text).forEach(loaded::add);
            var locations = Locations.of(settings, text, prefix);
            if (locations.tooDeep()) {
                throw new NotYaml(at(name, 0, 0, "nested too deeply"));
            }
            List<JsonNode> documents =
                    loaded.stream().<JsonNode>map(JSON::valueToTree).toList();
            return new YamlFile(name, documents, locations);
        } catch (MarkedYamlEngineException e) {
            // Only the parser's own words: its full message quotes the line, which may hold a secret.
            Optional<Mark> mark = e.getProblemMark();
            throw new NotYaml(at(
                    name,
                    mark.map(Mark::getLine).orElse(-1) + 1,
                    mark.map(Mark::getColumn).orElse(-1) + 1,
                    "not YAML: " + withoutNames(e.getProblem())));
        } catch (YamlEngineException e) {
            throw new NotYaml(at(name, 0, 0, "not YAML: " + e.getClass().getSimpleName()));
        }
    }

    /** Names of aliases, anchors and tags come from the text, and a secret that starts with "*" would be one. */
    private static String withoutNames(String problem) {
        return problem.replaceFirst("(alias|anchor|tag) .*", "$1");
    }

    private static Problem at(String name, int line, int column, String message) {
        return new Problem(Problem.Severity.ERROR, name, line, column, "", message, "", "");
    }

    /** A file that cannot be parsed; carries the one problem, without the text around it. */
    public static final class NotYaml extends Exception {
        private final transient Problem problem;

        NotYaml(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
