package io.homelab.worker.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each log of a directory below a size, as logrotate's copytruncate does: the processes write to the end of an open
 * file, whatever became of what was before it, and Temporal cannot be told to begin another. What is written between the copy
 * and the cut is lost. One older log is kept, as {@code NAME.log.1}.
 */
final class LogLimit {
    private static final Logger log = LoggerFactory.getLogger(LogLimit.class);

    private final Path directory;
    private final long most;

    LogLimit(Path directory, long most) {
        this.directory = directory;
        this.most = most;
    }

    /** Cuts the logs that have grown too large. */
    void look() {
        try {
            for (var file : logs()) {
                if (Files.size(file) > most) {
                    cut(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("a log could not be cut, and grows on until the next look: {}", e.toString());
        } catch (RuntimeException e) { // a timer forgets a task that throws
            log.error("a bug in the limit of logs", e);
        }
    }

    private List<Path> logs() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".log") && Files.isRegularFile(f))
                    .toList();
        }
    }

    private static void cut(Path file) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                draft,
                file.resolveSibling(file.getFileName() + ".1"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
    }
}
