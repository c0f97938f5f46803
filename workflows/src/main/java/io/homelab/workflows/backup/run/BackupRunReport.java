package io.homelab.workflows.backup.run;

import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.progress.TimeSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of taking a backup.
 *
 * @param format of this record; 1
 * @param run workflow id and run id
 * @param set the backup set
 * @param whole whether nothing that was to be in the backups is missing
 * @param backups one for each source
 * @param evidence where the signed report is; null in the report that is signed
 */
public record BackupRunReport(
        int format,
        String run,
        String lab,
        String snapshot,
        boolean simulated,
        String set,
        boolean whole,
        List<TakenBackup> backups,
        TimeSplit time,
        @Nullable EvidenceRef evidence) {
    public BackupRunReport {
        backups = backups == null ? List.of() : List.copyOf(backups);
    }

    /** The same, with where it is kept. */
    BackupRunReport with(@Nullable EvidenceRef kept) {
        return new BackupRunReport(format, run, lab, snapshot, simulated, set, whole, backups, time, kept);
    }
}
