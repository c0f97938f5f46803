package io.homelab.worker.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.lab.backup.Backups;
import io.homelab.lab.backup.Origin;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyBackupTest {
    private static final Instant EVENING = Instant.parse("2026-11-22T20:00:00Z");

    @TempDir
    private Path directory = Path.of("unset");

    private final AtomicReference<Instant> now = new AtomicReference<>(EVENING);

    @Test
    void everyNightHasOneBackupAndTheOldestGo() throws Exception {
        var nightly = nightly(database());
        var backups = new Backups(directory.resolve("backups"));
        nightly.look();
        assertThat(backups.list()).as("a new lab waits for its first night").isEmpty();

        for (int look = 0; look < 4 * 24 * 2; look++) {
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(30)));
            nightly.look();
        }

        assertThat(backups.list())
                .extracting(Backups.Entry::takenAt)
                .containsExactly(
                        Instant.parse("2026-11-26T03:30:00Z"),
                        Instant.parse("2026-11-25T03:30:00Z"),
                        Instant.parse("2026-11-24T03:30:00Z"));
    }

    @Test
    void aNightThatFailedIsTriedAgain() throws Exception {
        var file = directory.resolve("temporal.db");
        var nightly = nightly(file);
        var backups = new Backups(directory.resolve("backups"));
        nightly.look();
        now.set(EVENING.plus(Duration.ofHours(8)));
        nightly.look();
        assertThat(backups.list()).isEmpty();

        database();
        now.updateAndGet(t -> t.plus(Duration.ofMinutes(5)));
        nightly.look();

        assertThat(backups.list()).hasSize(1);
    }

    private NightlyBackup nightly(Path database) {
        var properties = new BackupProperties(database, directory.resolve("backups"), LocalTime.of(3, 30), 3, true);
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new NightlyBackup(properties, () -> new Origin("lab", "homelab", true, "1", "1"), clock);
    }

    private Path database() throws SQLException {
        var file = directory.resolve("temporal.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE namespaces(name TEXT)");
        }
        return file;
    }
}
