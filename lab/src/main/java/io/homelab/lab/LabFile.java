package io.homelab.lab;

import io.homelab.lab.definition.Lab;
import io.homelab.lab.definition.Problem;
import io.homelab.lab.schema.YamlFile;
import io.homelab.lab.template.ClusterTemplate;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** A valid lab file: what it says, the templates that it names, and the snapshot of all of it. */
public final class LabFile {
    private final Lab lab;
    private final Map<String, ClusterTemplate> templates;
    private final Snapshot snapshot;
    private final List<Problem> warnings;

    LabFile(Lab lab, Map<String, ClusterTemplate> templates, Snapshot snapshot, List<Problem> warnings) {
        this.lab = lab;
        this.templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
        this.snapshot = snapshot;
        this.warnings = List.copyOf(warnings);
    }

    /** Reads and checks a lab file and everything that it names, all paths being relative to its directory. */
    public static LabFile open(Path file) throws InvalidLab {
        return new LabReader(file).read();
    }

    /** Reads a snapshot that a run started with from the state directory; a changed file is an IllegalStateException. */
    public static LabFile open(Path stateDirectory, String snapshotId) throws InvalidLab {
        return open(Snapshot.verified(stateDirectory, snapshotId).resolve(Snapshot.LAB_FILE));
    }

    /** What a lab file says, complete with defaults; throws with every problem, not just the first. */
    public static Lab load(Path file) throws InvalidLab {
        return open(file).lab();
    }

    public Lab lab() {
        return lab;
    }

    /** The template of a cluster of this lab, or empty for a name that the lab does not have. */
    public Optional<ClusterTemplate> template(String cluster) {
        return Optional.ofNullable(templates.get(cluster));
    }

    /** Everything that a run needs to go on reading the version that it started with. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The same snapshot with another image at hand than the lab file names, whose path is absolute. */
    public Snapshot snapshotWith(Path image) {
        var files = new TreeMap<>(snapshot.files());
        try {
            var document = (ObjectNode) YamlFile.single(Snapshot.LAB_FILE, files.getOrDefault(Snapshot.LAB_FILE, ""))
                    .root()
                    .deepCopy();
            document.withObjectProperty("images").put("file", image.toString());
            files.put(Snapshot.LAB_FILE, YAMLMapper.builder().build().writeValueAsString(document));
        } catch (YamlFile.NotYaml e) {
            throw new IllegalStateException("it was read before", e);
        }
        return Snapshot.of(files);
    }

    /** The snapshot's id: SHA-256 in hexadecimal over the canonical content of the lab file and the files that it names. */
    public String digest() {
        return snapshot.id();
    }

    /** What a person may want to change, though the lab can be used. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** A lab with all its defaults as a JSON document, for `homelab lab show -o json`. */
    public static JsonNode document(Lab lab) {
        return LabBinding.document(lab);
    }

    /** A lab with all its defaults as YAML, for `homelab lab show`; holds references, never secrets. */
    public static String render(Lab lab) {
        return YAMLMapper.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                .build()
                .writeValueAsString(document(lab));
    }
}
