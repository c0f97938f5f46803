package io.homelab.activities.restic.restore;

import io.homelab.activities.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Looks at what was restored, file by file. What is in the files restic compares; that all of it is there is looked at here. */
final class Comparison {
    /** Some file systems keep times no better. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private static final int NAMED = 20;

    private final Path root;
    private final Complaints complaints;
    private final BiConsumer<Entry, String> digests;
    private final Runnable meanwhile;
    private final List<String> named = new ArrayList<>();
    private long files;
    private long bytes;
    private long findings;

    /**
     * @param root where restic has put it, by its whole path
     * @param said by restic on its way
     * @param digests told the SHA-256 of each file
     * @param meanwhile called again and again
     */
    Comparison(Path root, List<String> said, BiConsumer<Entry, String> digests, Runnable meanwhile) {
        this.root = root;
        this.complaints = new Complaints(said);
        this.digests = digests;
        this.meanwhile = meanwhile;
    }

    /** @throws UncheckedIOException when the disk cannot be read */
    void look(Entry entry) {
        meanwhile.run();
        try {
            var wrong = wrong(entry);
            if (wrong.isPresent()) {
                found(entry.where() + ": " + wrong.get());
            } else if (!entry.isDirectory()) {
                files++;
                bytes += entry.bytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called when all was looked at. */
    void end() {
        complaints.ofNothing().ifPresent(said -> {
            if (findings == 0) {
                found(said);
            } else {
                named.addFirst(said); // why the others are missing
            }
        });
    }

    private void found(String what) {
        findings++;
        if (named.size() < NAMED) {
            named.add(what);
        }
    }

    private Optional<String> wrong(Entry entry) throws IOException {
        var complaint = complaints.of(entry.where());
        return complaint.isPresent() ? complaint : difference(entry);
    }

    private Optional<String> difference(Entry entry) throws IOException {
        var file = at(root, entry.where());
        var seen = attributes(file);
        if (seen == null) {
            return Optional.of("it is not there");
        }
        if (!isOfTheSameKind(entry, seen)) {
            return Optional.of("it is no " + entry.type());
        }
        if (!entry.isFile()) {
            return Optional.empty();
        }
        if (seen.size() != entry.bytes()) {
            return Optional.of("it has " + seen.size() + " bytes and must have " + entry.bytes());
        }
        if (entry.mtime() != null
                && isApart(entry.mtime().toInstant(), seen.lastModifiedTime().toInstant())) {
            return Optional.of("it was not finished: its time is " + seen.lastModifiedTime());
        }
        try (var content = Files.newInputStream(file)) {
            digests.accept(entry, Sha256.of(content, count -> meanwhile.run()));
        }
        return Optional.empty();
    }

    private static boolean isApart(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(COARSE) > 0;
    }

    private static boolean isOfTheSameKind(Entry entry, BasicFileAttributes seen) {
        return entry.isDirectory() == seen.isDirectory()
                && entry.isFile() == seen.isRegularFile()
                && "symlink".equals(entry.type()) == seen.isSymbolicLink();
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : null;
    }

    /** Where a path of the snapshot is below the root. */
    static Path at(Path root, String path) {
        return root.resolve(path.substring(1));
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    long findings() {
        return findings;
    }

    List<String> named() {
        return List.copyOf(named);
    }

    /** Writes sums in the format of sha256sum, relative to the root of the snapshot. */
    static BiConsumer<Entry, String> to(Writer sums) {
        return (entry, digest) -> {
            try {
                sums.write(Checksums.line(digest, entry.where().substring(1)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
