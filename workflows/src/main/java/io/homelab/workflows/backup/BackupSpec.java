package io.homelab.workflows.backup;

import java.util.List;

/**
 * What a run needs to know of the backups; everything else is read by activities from the snapshot.
 *
 * @param snapshot of the lab file
 * @param sets the names of those that are verified, in the file's order
 */
public record BackupSpec(String lab, String snapshot, boolean simulated, List<String> sets) {
    public BackupSpec {
        sets = sets == null ? List.of() : List.copyOf(sets);
    }
}
