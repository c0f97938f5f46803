package io.homelab.lab.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A SQLite file that nobody uses, and the journals that a killed process may have left beside it. */
public final class DatabaseFile {
    private static final List<String> JOURNALS = List.of("-journal", "-wal", "-shm");

    private final Path file;

    public DatabaseFile(Path file) {
        this.file = file;
    }

    /** Ends what was left half-done; after that the file alone is the whole database. */
    public void settle() {
        new Sqlite(file).settle();
    }

    /** Removes journals of a database that is gone or replaced: SQLite would play them into the next of that name. */
    public void forgetJournals() throws IOException {
        for (var suffix : JOURNALS) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }
}
