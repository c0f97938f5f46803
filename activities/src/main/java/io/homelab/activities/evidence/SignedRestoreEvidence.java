package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.evidence.SignedReports.OfSet;
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
                new OfSet("restore", report.lab(), report.set(), report.snapshot(), report.simulated()),
                PREDICATE,
                report,
                Objects.requireNonNull(report.compared()).findings() == 0);
    }
}
