package io.homelab.worker.backup;

import io.homelab.lab.backup.BackupFailed;
import io.homelab.lab.backup.Backups;
import io.homelab.lab.backup.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the backup of the night, once it is due; a failed one is tried again at the next look. */
final class NightlyBackup {
    private static final Logger log = LoggerFactory.getLogger(NightlyBackup.class);

    private static final String FIRST_LOOK = ".first-look";

    private final BackupProperties properties;
    private final Backups backups;
    private final Supplier<Origin> origin;
    private final Clock clock;
    private final Nights nights;

    NightlyBackup(BackupProperties properties, Supplier<Origin> origin, Clock clock) {
        this.properties = properties;
        this.backups = new Backups(properties.directory());
        this.origin = origin;
        this.clock = clock;
        this.nights = new Nights(properties.at(), clock.getZone());
    }

    /** Looks whether one is due, and takes it. */
    void look() {
        try {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            if (nights.passedSince(last(), now)) {
                var taken = backups.take(properties.database(), origin.get(), now);
                var removed = backups.prune(properties.keep());
                log.info("backup {} taken, {} old ones removed", taken.file(), removed.size());
            }
        } catch (BackupFailed | UncheckedIOException e) {
            log.warn("tonight's backup could not be taken, and is tried again: {}", e.getMessage());
        } catch (RuntimeException e) { // a timer forgets a task that throws
            log.error("a bug in the nightly backup", e);
        }
    }

    /** The newest backup; before the first one, the first look: a new lab waits for its first night. */
    private Instant last() {
        return backups.newest().map(Backups.Entry::takenAt).orElseGet(this::firstLook);
    }

    private Instant firstLook() {
        var mark = properties.directory().resolve(FIRST_LOOK);
        try {
            Files.createDirectories(properties.directory());
            if (!Files.exists(mark)) {
                Files.writeString(mark, clock.instant().toString());
            }
            return Instant.parse(Files.readString(mark));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH; // a power cut left it empty: then it is no new lab
        }
    }
}
