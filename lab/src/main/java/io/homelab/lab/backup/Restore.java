package io.homelab.lab.backup;

import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts a backup in the place of a database that nobody uses. At every instant there is a whole database under the name:
 * the old one, then the new one.
 */
public final class Restore {
    private static final String KEPT = ".replaced-";
    private final Path database;

    public Restore(Path database) {
        this.database = database;
    }

    /** Restores; gives where the database is kept that was there before. Changes nothing when it refuses. */
    public Optional<Path> from(BackupFile backup, Origin here, Instant now) {
        var refusal = backup.manifest().origin().refusal(here);
        if (refusal != null) {
            throw new BackupFailed("this backup does not belong here: " + refusal);
        }
        var draft = BackupWriter.draft(database, "restore");
        try {
            Files.deleteIfExists(draft);
            AtomicFile.createOwnerOnly(draft);
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                backup.extract(Channels.newOutputStream(channel));
            }
            check(draft, here);
            AtomicFile.sync(draft);
            var kept = keep(now);
            Files.move(draft, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.syncDirectory(database.toAbsolutePath().resolveSibling("."));
            return kept;
        } catch (IOException e) {
            throw new BackupFailed("cannot restore to " + database + ": " + e.getMessage(), e);
        } finally {
            forget(draft);
        }
    }

    private static void check(Path draft, Origin here) {
        var sqlite = new Sqlite(draft);
        var problems = sqlite.problems();
        if (!problems.isEmpty()) {
            throw new BackupFailed("the database in the backup is damaged: " + problems + " — take another backup");
        }
        if (!sqlite.namespaces().contains(here.namespace())) {
            throw new BackupFailed("the database in the backup has no namespace " + here.namespace());
        }
    }

    /** A second name for the old database, and no journal of it left: SQLite would play that into the new one. */
    private Optional<Path> keep(Instant now) throws IOException {
        var file = new DatabaseFile(database);
        if (!Files.exists(database)) {
            file.forgetJournals();
            return Optional.empty();
        }
        var kept = database.resolveSibling(
                database.getFileName() + KEPT + now.toString().replace(":", ""));
        try {
            file.settle();
        } catch (DamagedDatabase e) {
            // This may be why somebody restores: it is kept as it is.
        }
        second(database, kept);
        file.forgetJournals();
        return Optional.of(kept);
    }

    private static void second(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(file, name, StandardCopyOption.COPY_ATTRIBUTES);
            AtomicFile.sync(name);
        }
    }

    private static void forget(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new BackupFailed("cannot remove the draft " + draft + ": " + e.getMessage(), e);
        }
    }
}
