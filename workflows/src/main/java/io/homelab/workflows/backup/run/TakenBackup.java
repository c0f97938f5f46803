package io.homelab.workflows.backup.run;

import java.time.Instant;
import java.util.List;

/**
 * A backup that was taken.
 *
 * @param source what of
 * @param snapshot restic's short id
 * @param at when it was begun
 * @param missing what could not be read and is not in it, a line each; empty when it is whole
 */
public record TakenBackup(String source, String snapshot, Instant at, List<String> missing) {
    public TakenBackup {
        missing = missing == null ? List.of() : List.copyOf(missing);
    }

    /** Whether all that was to be in it is. */
    boolean isWhole() {
        return missing.isEmpty();
    }
}
