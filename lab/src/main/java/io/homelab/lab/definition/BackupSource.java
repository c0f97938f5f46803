package io.homelab.lab.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that must be in a repository, again and again; snapshots belong to it that have all of what is named.
 *
 * @param host that was backed up; null: any
 * @param paths that were backed up, exactly these; empty: any
 * @param tag of the snapshots; null: any
 * @param within how old the youngest snapshot may be
 */
public record BackupSource(
        @Nullable String host, List<String> paths, @Nullable String tag, Duration within) {
    public BackupSource {
        paths = List.copyOf(paths);
    }
}
