package io.homelab.lab.backup;

import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one backup: a zip of the manifest and the database. It has its name only when it was written, synced and read
 * back; a power cut leaves a draft that nobody takes for a backup.
 */
final class BackupWriter {
    private final Path database;

    BackupWriter(Path database) {
        this.database = database;
    }

    /** Takes the backup; an existing file is never replaced. */
    Manifest write(Path target, Origin origin, Instant now) {
        if (!Files.exists(database)) {
            throw new BackupFailed("there is no database at " + database + " yet: nothing to back up");
        }
        if (Files.exists(target)) {
            throw new BackupFailed(target + " exists already: name another file");
        }
        var copy = draft(target, "db");
        var zip = draft(target, "zip");
        forget(copy);
        forget(zip);
        try {
            AtomicFile.createOwnerOnly(copy);
            new Sqlite(database).copyTo(copy);
            var problems = new Sqlite(copy).problems();
            if (!problems.isEmpty()) {
                throw new BackupFailed("the database is damaged, so that no backup of it was kept: " + problems);
            }
            var manifest = new Manifest(Manifest.FORMAT, origin, now, Files.size(copy), Digests.of(copy));
            AtomicFile.createOwnerOnly(zip);
            pack(copy, manifest, zip);
            BackupFile.open(zip).verify();
            Files.move(zip, target, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.syncDirectory(target.toAbsolutePath().resolveSibling("."));
            return manifest;
        } catch (IOException e) {
            throw new BackupFailed("cannot write the backup " + target + ": " + e.getMessage(), e);
        } finally {
            forget(copy);
            forget(zip);
        }
    }

    static Path draft(Path target, String kind) {
        return target.toAbsolutePath().resolveSibling("." + target.getFileName() + "." + kind + Backups.DRAFT);
    }

    private static void pack(Path copy, Manifest manifest, Path zip) throws IOException {
        var text = JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
        try (var channel = FileChannel.open(zip, StandardOpenOption.WRITE)) {
            var out = new ZipOutputStream(Channels.newOutputStream(channel), StandardCharsets.UTF_8);
            out.setComment(BackupFile.SEAL + Digests.of(text));
            entry(out, BackupFile.MANIFEST, o -> o.write(text));
            entry(out, BackupFile.DATABASE, o -> Files.copy(copy, o));
            out.finish();
            channel.force(true);
        }
    }

    private static void entry(ZipOutputStream out, String name, Content content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        content.writeTo(out);
        out.closeEntry();
    }

    private static void forget(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new BackupFailed("cannot remove the draft " + draft + ": " + e.getMessage(), e);
        }
    }

    /** The bytes of an entry. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
