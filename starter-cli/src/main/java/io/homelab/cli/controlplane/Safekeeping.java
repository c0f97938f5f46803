package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.lab.backup.BackupFailed;
import io.homelab.lab.backup.BackupFile;
import io.homelab.lab.backup.Backups;
import io.homelab.lab.backup.Manifest;
import io.homelab.lab.backup.Origin;
import io.homelab.lab.backup.Restore;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Backups of Temporal's database, and the way back. */
public final class Safekeeping {
    private final Places places;
    private final Clock clock;

    Safekeeping(Places places, Clock clock) {
        this.places = places;
        this.clock = clock;
    }

    /** What was restored, and where the database is kept that was there before. */
    public record Restored(Manifest manifest, Optional<Path> kept) {}

    /** Takes one into our own directory, under a name that holds the time. */
    public Path take() {
        return explained(() ->
                backups().take(places.database(), origin(), clock.instant()).file());
    }

    /** Takes one into a directory, under its usual name, or into a file that is not there yet. */
    public Path take(Path fileOrDirectory) {
        return explained(() -> {
            if (Files.isDirectory(fileOrDirectory)) {
                return new Backups(fileOrDirectory)
                        .take(places.database(), origin(), clock.instant())
                        .file();
            }
            var parent = fileOrDirectory.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "there is no directory " + parent + " — mkdir -p " + parent + ", then try again");
            }
            Backups.take(places.database(), fileOrDirectory, origin(), clock.instant());
            return fileOrDirectory;
        });
    }

    /** Removes the oldest of our own directory. */
    public List<Path> prune(int keep) {
        return explained(() -> backups().prune(keep));
    }

    /** Our own backups, newest first; the worker takes one each night. */
    public List<Backups.Entry> list() {
        return explained(() -> backups().list());
    }

    /** Puts a backup in the database's place; the caller has made sure that nobody uses it. */
    Restored restore(Path file) {
        return explained(() -> {
            var backup = BackupFile.open(file);
            var kept = new Restore(places.database()).from(backup, origin(), clock.instant());
            return new Restored(backup.manifest(), kept);
        });
    }

    private Backups backups() {
        return new Backups(places.backups());
    }

    private Origin origin() {
        var server = EndpointInfo.read(places.endpointFile()).map(EndpointInfo::serverVersion);
        return Origin.here(places.labFile(), places.namespace(), places.simulated(), server.orElse("unknown"));
    }

    private static <T> T explained(Supplier<T> work) {
        try {
            return work.get();
        } catch (BackupFailed e) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot use the backups: " + e.getMessage(), e);
        }
    }
}
