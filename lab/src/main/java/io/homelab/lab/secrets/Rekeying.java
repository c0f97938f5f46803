package io.homelab.lab.secrets;

import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Replaces many files at once: all are staged, one rename decides, and what was cut off is finished or dropped. */
final class Rekeying {
    private final Path directory;
    private final Path draft;
    private final Path decided;

    Rekeying(Path directory) {
        this.directory = directory;
        this.draft = directory.resolve(".rekey-draft");
        this.decided = directory.resolve(".rekey-decided");
    }

    void replace(Map<String, byte[]> files) throws IOException {
        stage(files);
        decide();
        finish();
    }

    void stage(Map<String, byte[]> files) throws IOException {
        Files.createDirectories(draft);
        for (var file : files.entrySet()) {
            AtomicFile.write(draft.resolve(file.getKey()), file.getValue(), "rw-------");
        }
    }

    void decide() throws IOException {
        Files.move(draft, decided, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.syncDirectory(directory);
    }

    /** Moves decided files into place and forgets undecided ones; safe to repeat and to be cut off. */
    void finish() throws IOException {
        for (var file : files(decided)) {
            Files.move(
                    file,
                    directory.resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        for (var file : files(draft)) {
            Files.delete(file);
        }
        if (Files.deleteIfExists(decided) | Files.deleteIfExists(draft)) {
            AtomicFile.syncDirectory(directory);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
