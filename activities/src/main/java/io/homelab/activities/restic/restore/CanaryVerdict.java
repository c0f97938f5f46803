package io.homelab.activities.restic.restore;

import io.homelab.activities.restic.Snapshot;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckNames;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a backup holds what was written last before it. */
final class CanaryVerdict {
    private final String set;
    private final Canaries canaries;

    CanaryVerdict(String set, Canaries canaries) {
        this.set = set;
        this.canaries = canaries;
    }

    /**
     * @param name of the source
     * @param isListed whether the snapshot has it
     * @param digest of what came back; null when nothing did
     */
    BackupCheck of(String name, String file, Snapshot snapshot, boolean isListed, @Nullable String digest)
            throws IOException {
        var check = CheckNames.canary(name);
        var expected = canaries.expected(file, snapshot.time().toInstant());
        if (expected.isEmpty()) {
            return BackupCheck.unknown(
                    set,
                    check,
                    "no canary was written before snapshot " + snapshot.id(),
                    "the next backup will hold one");
        }
        var wanted = "the one of " + expected.get().at();
        if (!isListed) {
            return fail(check, "snapshot " + snapshot.id() + " has no " + file + "; it must have " + wanted);
        }
        if (digest == null) {
            return fail(check, file + " did not come back; snapshot " + snapshot.id() + " must have " + wanted);
        }
        var found = canaries.found(file, digest);
        if (found.isEmpty()) {
            return fail(check, file + " holds what we have not written; it must be " + wanted);
        }
        return found.get().at().isBefore(expected.get().at())
                ? fail(
                        check,
                        "snapshot " + snapshot.id() + " of " + snapshot.time().toInstant() + " holds the canary of "
                                + found.get().at() + "; it must be " + wanted)
                : BackupCheck.pass(set, check, "it is the one of " + found.get().at());
    }

    private BackupCheck fail(String check, String seen) {
        return BackupCheck.fail(
                set,
                check,
                seen,
                List.of(),
                "see what the backup reads: a mount that is stale or away, another directory, a copy that is not renewed");
    }
}
