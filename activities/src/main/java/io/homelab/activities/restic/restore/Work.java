package io.homelab.activities.restic.restore;

import io.homelab.lab.state.AtomicFile;
import io.homelab.workflows.backup.restore.RestorePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What a run keeps on disk while it restores, so that whoever goes on does not begin anew. */
final class Work {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;

    /** @param directory of this run alone */
    Work(Path directory) {
        this.directory = directory;
    }

    /**
     * What was chosen.
     *
     * @param snapshot its full id
     * @param parts the paths of each
     */
    record Chosen(String snapshot, RestorePlan plan, List<List<String>> parts) {
        Chosen {
            parts = parts == null ? List.of() : List.copyOf(parts);
        }
    }

    Manifest manifest() throws IOException {
        Files.createDirectories(directory);
        return new Manifest(directory.resolve("manifest.jsonl"));
    }

    Optional<Chosen> chosen() throws IOException {
        var file = directory.resolve("chosen.json");
        return Files.exists(file)
                ? Optional.of(Objects.requireNonNull(JSON.readValue(Files.readAllBytes(file), Chosen.class)))
                : Optional.empty();
    }

    void keep(Chosen chosen) throws IOException {
        Files.createDirectories(directory);
        AtomicFile.write(directory.resolve("chosen.json"), JSON.writeValueAsBytes(chosen), "rw-------");
    }

    /** How many parts have been brought. */
    int brought() throws IOException {
        var file = directory.resolve("brought");
        return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
    }

    /** One part more has been brought; what restic could not bring of it is kept. */
    void brought(int parts, List<String> errors) throws IOException {
        var file = directory.resolve("errors");
        Files.write(file, errors, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        AtomicFile.sync(file);
        AtomicFile.write(
                directory.resolve("brought"),
                Integer.toString(parts).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "rw-------");
    }

    List<String> errors() throws IOException {
        var file = directory.resolve("errors");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    void forget() throws IOException {
        Trees.remove(directory, () -> {});
    }
}
