package io.homelab.lab.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A SQLite file with a namespace and two tables that every transaction changes alike. */
final class Ledger implements AutoCloseable {
    static final String NAMESPACE = "homelab";

    private final Connection connection;

    Ledger(Path file) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            run("PRAGMA busy_timeout=30000");
            run("CREATE TABLE IF NOT EXISTS namespaces(name TEXT)");
            run("CREATE TABLE IF NOT EXISTS debit(id INTEGER, note TEXT)");
            run("CREATE TABLE IF NOT EXISTS credit(id INTEGER, note TEXT)");
            if (count("namespaces") == 0) {
                run("INSERT INTO namespaces VALUES('" + NAMESPACE + "')");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One entry on both sides, in one transaction. */
    void book(int id) {
        run("BEGIN IMMEDIATE");
        run("INSERT INTO debit VALUES(" + id + ", 'entry')");
        run("INSERT INTO credit VALUES(" + id + ", 'entry')");
        run("COMMIT");
    }

    /** A transaction that is open and so large that half of it is already in the file. */
    void beginWithoutEnd() {
        run("PRAGMA cache_size=5");
        run("BEGIN IMMEDIATE");
        run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000)"
                + " INSERT INTO debit SELECT i, hex(randomblob(200)) FROM n");
    }

    int count(String table) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return rows.next() ? rows.getInt(1) : -1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
