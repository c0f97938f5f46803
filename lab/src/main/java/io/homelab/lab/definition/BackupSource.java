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
 * @param local whether the paths are of the worker's machine, which can back them up itself
 * @param exclude what a backup of ours leaves out, in restic's patterns
 * @param canary a file of the worker's machine that is written before backups, so that a restore can tell which content it has
 *     to find; null: none
 * @param shrinks by how many percent it may be smaller than the one before
 * @param grows by how many percent it may be larger than the one before; null: by any
 * @param holds files that must be in the youngest
 */
public record BackupSource(
        @Nullable String host,
        List<String> paths,
        @Nullable String tag,
        Duration within,
        boolean local,
        List<String> exclude,
        @Nullable String canary,
        int shrinks,
        @Nullable Integer grows,
        List<HeldFile> holds) {
    public BackupSource {
        paths = List.copyOf(paths);
        exclude = List.copyOf(exclude);
        holds = List.copyOf(holds);
    }
}
