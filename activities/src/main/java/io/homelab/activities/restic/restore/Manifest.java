package io.homelab.activities.restic.restore;

import io.homelab.lab.state.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a snapshot holds of what is wanted, on disk: a snapshot may have more files than fit into memory. Directories come before
 * what is in them.
 */
final class Manifest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    Manifest(Path file) {
        this.file = file;
    }

    /** Writes it; it is there whole or not at all. */
    void write(Consumer<Consumer<Entry>> listing) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        try (var writer = Files.newBufferedWriter(draft)) {
            listing.accept(entry -> line(writer, entry));
        }
        AtomicFile.sync(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void line(BufferedWriter writer, Entry entry) {
        try {
            writer.write(JSON.writeValueAsString(entry));
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads it from its beginning to its end. */
    void each(Consumer<Entry> entry) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                entry.accept(Objects.requireNonNull(JSON.readValue(line, Entry.class)));
            }
        }
    }
}
