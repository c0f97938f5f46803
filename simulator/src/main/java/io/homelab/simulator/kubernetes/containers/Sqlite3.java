package io.homelab.simulator.kubernetes.containers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * {@code sqlite3 [-readonly] [-batch] FILE SQL}: a query by SQLite itself, on a copy of the file with its write-ahead log.
 *
 * <p>Rows come in list mode. What goes wrong is said as sqlite3 3.40 says it, but for the line that points at the place in
 * the SQL, and the exit code is SQLite's own: 1 for wrong SQL, 8 for a write, 26 for what is no database. Dot commands are
 * not known. Whatever the query asks for, no file of the machine is read or written: no database can be attached.
 */
final class Sqlite3 {
    private static final List<String> OPTIONS = List.of("-readonly", "-batch");
    private static final int PRIMARY = 0xff;

    private Sqlite3() {}

    static int run(Call call) throws IOException {
        var words = new ArrayList<>(call.arguments());
        while (!words.isEmpty() && words.getFirst().startsWith("-")) {
            var option = words.removeFirst();
            if (!OPTIONS.contains(option.replaceFirst("^--", "-"))) {
                call.complain("sqlite3: Error: unknown option: " + option + "\nUse -help for a list of options.");
                return 1;
            }
        }
        if (words.isEmpty()) {
            call.complain("sqlite3: Error: a database is needed; nothing is interactive here");
            return 1;
        }
        var name = words.removeFirst();
        var content = call.files().read(name);
        if (content.isEmpty()) {
            call.complain("Error: unable to open database \"" + name + "\": unable to open database file");
            return 1;
        }
        var place = Files.createTempDirectory("sqlite3-");
        try {
            var database = Files.write(place.resolve("database"), content.get());
            var log = call.files().read(name + "-wal");
            if (log.isPresent()) {
                Files.write(place.resolve("database-wal"), log.get());
            }
            return answer(call, database, words);
        } finally {
            remove(place);
        }
    }

    private static int answer(Call call, Path database, List<String> texts) throws IOException {
        var out = new BufferedOutputStream(call.streams().out());
        try (var connection = open(database)) {
            for (var text : texts) {
                if (text.startsWith(".")) {
                    out.flush();
                    call.complain("Error: unknown command or invalid arguments:  \"" + text.substring(1)
                            + "\". Enter \".help\" for help");
                    return 1;
                }
                for (var statement : SqlText.statements(text)) {
                    var code = execute(call, connection, statement, out);
                    if (code != 0) {
                        return code;
                    }
                }
            }
            out.flush();
            return 0;
        } catch (SQLException e) {
            return wrong(call, "open", e);
        }
    }

    private static Connection open(Path database) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        var properties = config.toProperties();
        properties.setProperty(SQLiteConfig.Pragma.LIMIT_ATTACHED.getPragmaName(), "0");
        return DriverManager.getConnection("jdbc:sqlite:" + database, properties);
    }

    private static int execute(Call call, Connection connection, String sql, OutputStream out) throws IOException {
        var when = "in prepare";
        try (var statement = connection.prepareStatement(sql)) {
            when = "stepping";
            if (statement.execute()) {
                try (var rows = statement.getResultSet()) {
                    write(rows, out);
                }
            }
            return 0;
        } catch (SQLException e) {
            out.flush();
            return wrong(call, when, e);
        }
    }

    private static void write(ResultSet rows, OutputStream out) throws SQLException, IOException {
        var columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (var column = 1; column <= columns; column++) {
                if (column > 1) {
                    out.write('|');
                }
                if (rows.getObject(column) instanceof byte[] bytes) {
                    out.write(bytes);
                } else {
                    var text = rows.getString(column);
                    out.write((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
                }
            }
            out.write('\n');
        }
    }

    private static int wrong(Call call, String when, SQLException e) throws IOException {
        var code =
                e instanceof SQLiteException known ? known.getResultCode().code & PRIMARY : e.getErrorCode() & PRIMARY;
        var message = String.valueOf(e.getMessage());
        if (e instanceof SQLiteException known) {
            var prefix = known.getResultCode() + " (";
            if (message.startsWith(prefix) && message.endsWith(")")) {
                message = message.substring(prefix.length(), message.length() - 1);
            }
        }
        call.complain("Error: " + when + ", " + message + (code > 1 ? " (" + code + ")" : ""));
        return code == 0 ? 1 : code;
    }

    private static void remove(Path place) throws IOException {
        try (var files = Files.list(place)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(place);
    }
}
