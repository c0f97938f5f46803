package io.homelab.workflows.backup.restore;

import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.progress.TimeSplit;
import org.jspecify.annotations.Nullable;

/**
 * What came of a restore.
 *
 * @param format of this record; 1
 * @param run workflow id and run id
 * @param set the backup set
 * @param compared null when it was only planned
 * @param evidence where the signed report is; null in the report that is signed, and when it was only planned
 */
public record RestoreReport(
        int format,
        String run,
        String lab,
        String snapshot,
        boolean simulated,
        String set,
        RestorePlan plan,
        @Nullable Compared compared,
        TimeSplit time,
        @Nullable EvidenceRef evidence) {
    /** The same, with where it is kept. */
    RestoreReport with(@Nullable EvidenceRef kept) {
        return new RestoreReport(format, run, lab, snapshot, simulated, set, plan, compared, time, kept);
    }
}
