package io.homelab.lab.backup;

import io.homelab.lab.state.FileGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A directory of backups, named by the time at which they were taken. */
public final class Backups {
    public static final int KEEP = 14;
    static final String DRAFT = ".part";
    private static final Pattern NAME = Pattern.compile("temporal-(\\d{8}T\\d{6}\\.\\d{3}Z)\\.zip");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;

    public Backups(Path directory) {
        this.directory = directory;
    }

    /** A backup and when it was taken. */
    public record Entry(Path file, Instant takenAt) {}

    /** Takes one under its usual name. */
    public Entry take(Path database, Origin origin, Instant now) {
        makeDirectory();
        return new FileGuard(directory.resolve(".guard")).alone(() -> {
            forgetDrafts();
            var file = directory.resolve("temporal-" + TIME.format(now) + ".zip");
            new BackupWriter(database).write(file, origin, now);
            return new Entry(file, now);
        });
    }

    /** Takes one into a file that a person named. */
    public static Manifest take(Path database, Path file, Origin origin, Instant now) {
        return new BackupWriter(database).write(file, origin, now);
    }

    /** All backups, newest first. */
    public List<Entry> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.flatMap(f -> entry(f).stream())
                    .sorted(Comparator.comparing(Entry::takenAt).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    /** The newest backup. */
    public Optional<Entry> newest() {
        return list().stream().findFirst();
    }

    /** Removes all but the newest ones; gives what it removed. Files of other names are never touched. */
    public List<Path> prune(int keep) {
        var old = list().stream().skip(Math.max(1, keep)).map(Entry::file).toList();
        try {
            for (var file : old) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove old backups", e);
        }
        return old;
    }

    private static Optional<Entry> entry(Path file) {
        var matcher = NAME.matcher(String.valueOf(file.getFileName()));
        return matcher.matches()
                ? Optional.of(new Entry(file, TIME.parse(matcher.group(1), Instant::from)))
                : Optional.empty();
    }

    private void makeDirectory() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new BackupFailed("cannot make the directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private void forgetDrafts() throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.filter(f -> f.toString().endsWith(DRAFT)).toList()) {
                Files.delete(file);
            }
        }
    }
}
