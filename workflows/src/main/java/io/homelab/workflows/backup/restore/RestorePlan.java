package io.homelab.workflows.backup.restore;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore brings back, and where.
 *
 * @param snapshot restic's short id
 * @param taken when
 * @param host that was backed up
 * @param paths what of it is brought back; empty: all
 * @param target where it goes
 * @param root the directory below which everything then has the path that it was backed up by
 * @param moves what is there now and is moved to {@link #aside}; null: nothing is there
 * @param aside where it is kept; null when nothing is there
 * @param files how many, without directories
 * @param bytes of those
 */
public record RestorePlan(
        String snapshot,
        Instant taken,
        String host,
        List<String> paths,
        String target,
        String root,
        @Nullable String moves,
        @Nullable String aside,
        long files,
        long bytes) {
    public RestorePlan {
        paths = paths == null ? List.of() : List.copyOf(paths);
    }
}
