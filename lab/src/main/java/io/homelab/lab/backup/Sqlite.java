package io.homelab.lab.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/** One SQLite file, perhaps in use by another process. */
final class Sqlite {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_PROBLEMS = 5;

    private final Path file;

    Sqlite(Path file) {
        this.file = file;
    }

    /** A compact copy of one consistent moment, into an empty file; writers wait meanwhile. */
    void copyTo(Path target) {
        run(connection -> {
            try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
                statement.setString(1, target.toString());
                statement.execute();
            }
            return target;
        });
    }

    /** What SQLite finds wrong in the file; empty when it is sound. */
    List<String> problems() {
        return run(connection -> {
            var found = new ArrayList<String>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("PRAGMA integrity_check(" + MOST_PROBLEMS + ")")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found.equals(List.of("ok")) ? List.of() : found;
        });
    }

    /** The namespaces of a Temporal server's database. */
    List<String> namespaces() {
        return run(connection -> {
            var names = new ArrayList<String>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT name FROM namespaces")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    /** Ends what a killed process left half-done, so that the file alone is the whole database. */
    void settle() {
        run(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
                return statement.execute("SELECT count(*) FROM sqlite_master");
            }
        });
    }

    private <T> T run(Work<T> work) {
        var config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        try (var connection = config.createConnection("jdbc:sqlite:" + file)) {
            return work.on(connection);
        } catch (SQLiteException e) {
            throw failure(e);
        } catch (SQLException e) {
            throw new BackupFailed("cannot use " + file + ": " + e.getMessage(), e);
        }
    }

    private BackupFailed failure(SQLiteException e) {
        return switch (primary(e.getResultCode())) {
            case SQLITE_NOTADB, SQLITE_CORRUPT ->
                new DamagedDatabase(file + " is damaged or no SQLite database: " + e.getMessage(), e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new BackupFailed(
                        file + " was kept busy by another process for " + PATIENCE.toSeconds() + " s; try again", e);
            case SQLITE_FULL ->
                new BackupFailed("the disk is full: make room where the backup goes, then try again", e);
            default -> new BackupFailed("cannot use " + file + ": " + e.getMessage(), e);
        };
    }

    /** Extended codes carry the primary one in their lowest byte. */
    private static SQLiteErrorCode primary(SQLiteErrorCode extended) {
        return SQLiteErrorCode.getErrorCode(extended.code & 0xff);
    }

    /** What is done with an open database. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
