package io.homelab.lab.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T03:30:00.123Z");
    private static final Origin HERE = new Origin("home", Ledger.NAMESPACE, false, "0.1.0", "1.32.0");

    @TempDir
    private Path directory = Path.of("unset");

    private Path database = Path.of("unset");
    private Backups backups = new Backups(Path.of("unset"));

    @BeforeEach
    void aDatabaseWithOneEntry() {
        database = directory.resolve("temporal.db");
        backups = new Backups(directory.resolve("backups"));
        try (var ledger = new Ledger(database)) {
            ledger.book(1);
        }
    }

    @Test
    void aBackupOfADatabaseInUseIsOneMomentOfIt() throws IOException {
        var enough = new AtomicBoolean();
        var writer = CompletableFuture.runAsync(() -> {
            try (var ledger = new Ledger(database)) {
                for (int id = 2; !enough.get(); id++) {
                    ledger.book(id);
                    LockSupport.parkNanos(100_000); // SQLite's locks are not fair, and no server writes without a pause
                }
            }
        });
        for (int i = 0; i < 5; i++) {
            var file = backups.take(database, HERE, NOW.plusMillis(i)).file();
            var copy = directory.resolve("copy-" + i);
            try (var out = Files.newOutputStream(copy)) {
                BackupFile.open(file).extract(out);
            }
            try (var ledger = new Ledger(copy)) {
                assertThat(ledger.count("debit"))
                        .isEqualTo(ledger.count("credit"))
                        .isPositive();
            }
        }
        enough.set(true);
        writer.join();
    }

    @Test
    void onlyItsOwnerReadsABackup() throws IOException {
        var file = backups.take(database, HERE, NOW).file();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whateverByteIsAlteredIsFoundOrMeansNothing() throws IOException {
        var file = backups.take(database, HERE, NOW).file();
        var good = Files.readAllBytes(file);
        var manifest = BackupFile.open(file).manifest();
        var content = extracted(file);
        int refused = 0;
        for (int at = 0; at < good.length; at += 3) {
            var bad = good.clone();
            bad[at] ^= 0x55;
            Files.write(file, bad);
            try {
                assertThat(extracted(file)).as("byte " + at).isEqualTo(content);
                assertThat(BackupFile.open(file).manifest()).as("byte " + at).isEqualTo(manifest);
            } catch (BackupFailed e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(good.length / 6);
    }

    @Test
    void aBackupThatWasCutShortIsRefused() throws IOException {
        var file = backups.take(database, HERE, NOW).file();
        var good = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(good, good.length / 2));

        assertThatThrownBy(() -> BackupFile.open(file))
                .isInstanceOf(BackupFailed.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void anotherLabsBackupIsRefusedAndNothingChanges() throws IOException {
        var file = BackupFile.open(backups.take(database, HERE, NOW).file());
        var before = Files.readAllBytes(database);
        var restore = new Restore(database);

        assertThatThrownBy(() -> restore.from(file, new Origin("home", Ledger.NAMESPACE, true, "", ""), NOW))
                .hasMessageContaining("of a real lab, and this is a simulated one");
        assertThatThrownBy(() -> restore.from(file, new Origin("home", "other", false, "", ""), NOW))
                .hasMessageContaining("namespace homelab");
        assertThatThrownBy(() -> restore.from(file, new Origin("cabin", Ledger.NAMESPACE, false, "", ""), NOW))
                .hasMessageContaining("of the lab home, and this lab file is of cabin");
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
        assertThat(directory).isDirectoryNotContaining(f -> f.toString().contains("replaced"));
    }

    @Test
    void aRestoreKeepsWhatItReplaces() {
        var file = BackupFile.open(backups.take(database, HERE, NOW).file());
        try (var ledger = new Ledger(database)) {
            ledger.book(2);
        }

        var kept = new Restore(database).from(file, HERE, NOW).orElseThrow();

        try (var now = new Ledger(database);
                var before = new Ledger(kept)) {
            assertThat(now.count("debit")).isEqualTo(1);
            assertThat(before.count("debit")).isEqualTo(2);
        }
    }

    /** SQLite plays a journal that lies beside a file into it, whosever it was. */
    @Test
    void theJournalOfAKilledServerNeverReachesTheRestoredDatabase() throws IOException {
        var file = BackupFile.open(backups.take(database, HERE, NOW).file());
        var killed = Files.createDirectory(directory.resolve("killed")).resolve("temporal.db");
        try (var ledger = new Ledger(database)) {
            ledger.book(2);
            ledger.beginWithoutEnd();
            Files.copy(database, killed);
            Files.copy(Path.of(database + "-journal"), Path.of(killed + "-journal"));
        }

        var kept = new Restore(killed).from(file, HERE, NOW).orElseThrow();

        assertThat(Path.of(killed + "-journal")).doesNotExist();
        try (var now = new Ledger(killed);
                var before = new Ledger(kept)) {
            assertThat(now.count("debit")).isEqualTo(1);
            assertThat(before.count("debit")).isEqualTo(2);
        }
        assertThat(new Sqlite(killed).problems()).isEmpty();
    }

    @Test
    void aDamagedDatabaseIsKeptAndReplaced() throws IOException {
        var file = BackupFile.open(backups.take(database, HERE, NOW).file());
        Files.writeString(database, "no database at all, but a file of some length".repeat(100));
        Files.writeString(Path.of(database + "-journal"), "garbage");

        var kept = new Restore(database).from(file, HERE, NOW).orElseThrow();

        assertThat(kept).content().startsWith("no database at all");
        assertThat(Path.of(database + "-journal")).doesNotExist();
        try (var now = new Ledger(database)) {
            assertThat(now.count("debit")).isEqualTo(1);
        }
    }

    @Test
    void aDamagedDatabaseIsNotBackedUp() throws IOException {
        Files.writeString(database, "no database at all, but a file of some length".repeat(100));

        assertThatThrownBy(() -> backups.take(database, HERE, NOW))
                .isInstanceOf(BackupFailed.class)
                .hasMessageContaining("damaged");
        assertThat(backups.list()).isEmpty();
    }

    @Test
    void theNewestAreKeptAndOtherFilesNeverTouched() throws IOException {
        var stranger = directory.resolve("backups").resolve("before-the-upgrade.zip");
        for (int day = 0; day < 5; day++) {
            backups.take(database, HERE, NOW.plusSeconds(day * 86_400L));
        }
        Files.writeString(stranger, "mine");

        var removed = backups.prune(2);

        assertThat(removed).hasSize(3);
        assertThat(backups.list())
                .extracting(Backups.Entry::takenAt)
                .containsExactly(NOW.plusSeconds(4 * 86_400L), NOW.plusSeconds(3 * 86_400L));
        assertThat(stranger).exists();
    }

    @Test
    void whatACutOffBackupLeftIsForgotten() throws IOException {
        var draft = Files.createDirectory(directory.resolve("backups")).resolve(".temporal-x.zip.db.part");
        Files.writeString(draft, "half");

        backups.take(database, HERE, NOW);

        assertThat(draft).doesNotExist();
        assertThat(backups.list()).hasSize(1);
    }

    private static byte[] extracted(Path file) {
        var out = new ByteArrayOutputStream();
        BackupFile.open(file).extract(out);
        return out.toByteArray();
    }
}
