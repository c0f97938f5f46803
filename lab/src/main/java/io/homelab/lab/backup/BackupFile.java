package io.homelab.lab.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A backup as it lies on a disk; whatever was altered in it is found. */
public final class BackupFile {
    static final String MANIFEST = "manifest.json";
    static final String DATABASE = "temporal.db";
    /** The zip's comment holds the manifest's digest, as the manifest holds the database's. */
    static final String SEAL = "homelab backup, manifest sha256 ";

    private final Path file;
    private final Manifest manifest;

    private BackupFile(Path file, Manifest manifest) {
        this.file = file;
        this.manifest = manifest;
    }

    /** Reads what the backup says of itself. */
    public static BackupFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BackupFailed("there is no backup at " + file);
        }
        try (var zip = new ZipFile(file.toFile())) {
            var names = new HashSet<String>();
            zip.stream().forEach(e -> names.add(e.getName()));
            if (!names.equals(Set.of(MANIFEST, DATABASE))) {
                throw notOne(file, "it holds " + names, null);
            }
            var text = read(zip, MANIFEST);
            if (!(SEAL + Digests.of(text)).equals(zip.getComment())) {
                throw altered(file, "its manifest is not the one that was written");
            }
            var manifest = JsonMapper.builder().build().readValue(text, Manifest.class);
            if (manifest.format() != Manifest.FORMAT) {
                throw new BackupFailed(file + " has the format " + manifest.format()
                        + ", which this homelab does not know: use the version that wrote it, "
                        + manifest.origin().homelab());
            }
            return new BackupFile(file, manifest);
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            throw notOne(file, String.valueOf(e.getMessage()), e);
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** Reads all of it and compares. */
    void verify() {
        extract(OutputStream.nullOutputStream());
    }

    /** Writes the database out; throws when it is not the one that was backed up. */
    void extract(OutputStream target) {
        var digest = Digests.sha256();
        try (var zip = new ZipFile(file.toFile());
                var in = zip.getInputStream(zip.getEntry(DATABASE));
                var out = new DigestOutputStream(target, digest)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw altered(file, String.valueOf(e.getMessage()));
        }
        if (!Digests.text(digest).equals(manifest.sha256())) {
            throw altered(file, "its database is not the one that was backed up");
        }
    }

    private static byte[] read(ZipFile zip, String name) throws IOException {
        try (var in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private static BackupFailed altered(Path file, String how) {
        return new BackupFailed(file + " was altered or is damaged (" + how + "): take another backup");
    }

    private static BackupFailed notOne(Path file, String why, @Nullable Throwable cause) {
        var message = file + " is no backup of a control plane, or is damaged (" + why + "): take another file";
        return cause == null ? new BackupFailed(message) : new BackupFailed(message, cause);
    }
}
