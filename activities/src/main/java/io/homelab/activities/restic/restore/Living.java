package io.homelab.activities.restic.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file that was backed up, where it lives. */
final class Living {
    private Living() {}

    /** Whether it is there as it was backed up, by its size and time. */
    static boolean isUnchanged(Path file, Entry entry) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.isReadable(file)
                && Files.size(file) == entry.bytes()
                && entry.mtime() != null
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .equals(entry.mtime().toInstant());
    }
}
