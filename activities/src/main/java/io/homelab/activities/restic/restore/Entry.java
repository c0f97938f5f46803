package io.homelab.activities.restic.restore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file or a directory of a snapshot, as {@code restic ls --json} tells it (facts: backup-and-metrics §1).
 *
 * @param type {@code file}, {@code dir}, {@code symlink}, {@code fifo}, {@code dev}, {@code chardev} or {@code socket}; null on
 *     the line that is of the snapshot itself
 * @param path absolute, as it was backed up; null there as well in some versions
 * @param size in bytes; null for what is no file, and for an empty file in some versions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Entry(
        @Nullable String type,
        @Nullable String path,
        @Nullable Long size,
        @Nullable OffsetDateTime mtime) {
    boolean isThing() {
        return type != null && path != null;
    }

    String where() {
        return Objects.requireNonNull(path, "of a thing");
    }

    boolean isDirectory() {
        return "dir".equals(type);
    }

    boolean isFile() {
        return "file".equals(type);
    }

    long bytes() {
        return isFile() && size != null ? size : 0;
    }
}
