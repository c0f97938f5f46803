package io.homelab.workflows.backup.restore;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants back, and where.
 *
 * @param set the backup set
 * @param host whose snapshots are meant; null when there is only one
 * @param snapshot its id, or the beginning of it; null: the youngest
 * @param before the youngest that is not younger than this; null: the youngest of all
 * @param paths absolute, as they were backed up; empty: all
 * @param to an absolute path of the worker's machine, where there is nothing yet; null when it goes back to where it was
 * @param inPlace whether the one path goes back to where it was; what is there is moved aside
 * @param planOnly whether nothing is written
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 */
public record RestoreRequest(
        String set,
        @Nullable String host,
        @Nullable String snapshot,
        @Nullable Instant before,
        List<String> paths,
        @Nullable String to,
        boolean inPlace,
        boolean planOnly,
        @Nullable String labDigest) {
    public RestoreRequest {
        paths = paths == null ? List.of() : List.copyOf(paths);
    }
}
