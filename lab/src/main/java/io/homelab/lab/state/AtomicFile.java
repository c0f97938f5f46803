package io.homelab.lab.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.UUID;

/** Files that are there whole or not at all, whatever is cut off while they are written. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes to a neighbour, syncs it and renames it over the target; "rw-------" keeps others from reading. */
    public static void write(Path target, byte[] content, String permissions) throws IOException {
        var directory = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file has a directory");
        var draft = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createFile(draft, attributes(permissions));
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        syncDirectory(directory);
    }

    /** Makes a rename durable: without it a power cut may bring the old name back. */
    public static void syncDirectory(Path directory) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Makes what was written to a file durable. */
    public static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes an empty file that nobody else can read. */
    public static void createOwnerOnly(Path file) throws IOException {
        Files.createFile(file, attributes("rw-------"));
    }

    static FileAttribute<?>[] attributes(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
