package io.homelab.lab.template;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import io.homelab.lab.schema.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the patches of a document, following those that stand in files. */
final class PatchReader {
    private final Path directory;
    private final List<Finding> findings;
    private final List<String> files = new ArrayList<>();

    PatchReader(Path directory, List<Finding> findings) {
        this.directory = directory;
        this.findings = findings;
    }

    List<String> files() {
        return files;
    }

    List<Patch> read(JsonNode document, String path) {
        var patches = new ArrayList<Patch>();
        var list = document.path("patches");
        for (int i = 0; i < list.size(); i++) {
            read(list.get(i), Paths.item(Paths.field(path, "patches"), i), patches);
        }
        return patches;
    }

    private void read(JsonNode patch, String path, List<Patch> patches) {
        var file = patch.path("file").asString("");
        var name = patch.path("idOverride").asString(patch.path("name").asString(file));
        if (file.isEmpty() == patch.path("inline").isMissingNode()) {
            findings.add(Finding.error(path, "must have exactly one of file and inline"));
        } else if (name.isEmpty()) {
            findings.add(Finding.error(path, "an inline patch needs a name"));
        } else {
            patches.add(new Patch(name, file.isEmpty() ? PatchText.of(patch.path("inline")) : text(file, path)));
        }
    }

    private String text(String file, String path) {
        files.add(file);
        try {
            var text = Files.readString(directory.resolve(file));
            YamlFile.stream(file, text);
            return text;
        } catch (IOException e) {
            findings.add(Finding.error(path + ".file", "no readable file " + file + " beside the lab file"));
        } catch (YamlFile.NotYaml e) {
            findings.add(
                    Finding.error(path + ".file", file + " is " + e.problem().message()));
        }
        return "";
    }
}
