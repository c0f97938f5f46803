package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.backup.restore.RestoreEvidenceActivities;
import io.homelab.workflows.backup.restore.RestoreReport;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import java.util.Objects;

/** Signs reports of restores. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class SignedRestoreEvidence implements RestoreEvidenceActivities {
    static final String PREDICATE = "https://homelab.io/restore-report/v1";

    private final SignedReports reports;

    public SignedRestoreEvidence(LabReader labs, Path stateDirectory, LabClock clock) {
        this.reports = new SignedReports(labs, stateDirectory, clock);
    }

    @Override
    public EvidenceRef record(RestoreReport report) {
        return reports.record(
                report.snapshot(),
                reports.draft(
                        "restore-" + report.set(),
                        "backups/" + report.lab() + "/" + report.set(),
                        PREDICATE,
                        report,
                        report.simulated(),
                        verdict(report)));
    }

    /** A rehearsal never counts as passed. */
    private static String verdict(RestoreReport report) {
        if (Objects.requireNonNull(report.compared()).findings() > 0) {
            return "not whole";
        }
        return report.simulated() ? "rehearsed" : "passed";
    }
}
