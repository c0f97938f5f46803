package io.homelab.workflows.backup;

import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.progress.TimeSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification has seen.
 *
 * @param format of this record; 1
 * @param run workflow id and run id
 * @param verdict the worst of all checks
 * @param full whether every byte was to be read
 * @param heartbeat what became of telling a monitor elsewhere; null when none was to be told
 * @param metrics what became of leaving its numbers for Prometheus; null when none were wanted
 * @param evidence where the signed report is; null in the report that is signed
 */
public record BackupReport(
        int format,
        String run,
        String lab,
        String snapshot,
        boolean simulated,
        boolean full,
        CheckVerdict verdict,
        List<BackupCheck> checks,
        TimeSplit time,
        @Nullable EvidenceRef evidence,
        @Nullable String heartbeat,
        @Nullable String metrics) {
    public BackupReport {
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** Without a monitor elsewhere. */
    public BackupReport(
            int format,
            String run,
            String lab,
            String snapshot,
            boolean simulated,
            boolean full,
            CheckVerdict verdict,
            List<BackupCheck> checks,
            TimeSplit time,
            @Nullable EvidenceRef evidence) {
        this(format, run, lab, snapshot, simulated, full, verdict, checks, time, evidence, null, null);
    }

    /** The same, with what became of telling those elsewhere. */
    BackupReport telling(@Nullable String monitor, @Nullable String numbers) {
        return new BackupReport(
                format, run, lab, snapshot, simulated, full, verdict, checks, time, evidence, monitor, numbers);
    }

    /** The same, with where it is kept. */
    public BackupReport with(@Nullable EvidenceRef kept) {
        return new BackupReport(
                format, run, lab, snapshot, simulated, full, verdict, checks, time, kept, heartbeat, metrics);
    }
}
