package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.evidence.SignedReports.OfSet;
import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.backup.run.BackupRunReport;
import io.homelab.workflows.evidence.EvidenceRef;
import java.nio.file.Path;

/** Signs reports of backups that were taken. */
public final class SignedBackupRuns {
    static final String PREDICATE = "https://homelab.io/backup-run-report/v1";

    private final SignedReports reports;

    public SignedBackupRuns(LabReader labs, Path stateDirectory, LabClock clock) {
        this.reports = new SignedReports(labs, stateDirectory, clock);
    }

    /** The same report again gives the same reference. */
    public EvidenceRef record(BackupRunReport report) {
        return reports.record(
                new OfSet("backup", report.lab(), report.set(), report.snapshot(), report.simulated()),
                PREDICATE,
                report,
                report.whole());
    }
}
