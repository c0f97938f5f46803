package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.backup.BackupEvidenceActivities;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import java.util.Locale;

/** Signs reports of verified backups. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class SignedBackupEvidence implements BackupEvidenceActivities {
    static final String PREDICATE = "https://homelab.io/backup-report/v1";

    private final SignedReports reports;

    public SignedBackupEvidence(LabReader labs, Path stateDirectory, LabClock clock) {
        this.reports = new SignedReports(labs, stateDirectory, clock);
    }

    @Override
    public EvidenceRef record(BackupReport report) {
        return reports.record(report.snapshot(), draft(report));
    }

    private EvidenceStore.Draft draft(BackupReport report) {
        var kind = kind(report.run());
        return reports.draft(kind, kind + "/" + report.lab(), PREDICATE, report, report.simulated(), verdict(report));
    }

    /** Who removes locks, or installs, has verified no backup set. */
    private static String kind(String run) {
        if (run.startsWith(WorkflowIds.unlocking() + "/")) {
            return "backup-locks";
        }
        return run.startsWith(WorkflowIds.installing() + "/") ? "backup-install" : "backups";
    }

    /** A rehearsal never counts as passed. */
    private static String verdict(BackupReport report) {
        if (report.verdict() == CheckVerdict.PASS) {
            return report.simulated() ? "rehearsed" : "passed";
        }
        return report.verdict() == CheckVerdict.FAIL
                ? "failed"
                : report.verdict().name().toLowerCase(Locale.ROOT);
    }
}
