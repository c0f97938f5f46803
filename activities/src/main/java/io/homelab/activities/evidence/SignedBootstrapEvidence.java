package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.cluster.BootstrapEvidenceActivities;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Signs reports of bootstraps and keeps them below the state directory. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class SignedBootstrapEvidence implements BootstrapEvidenceActivities {
    static final String PREDICATE = "https://homelab.io/bootstrap-report/v1";

    private final SignedReports reports;

    public SignedBootstrapEvidence(LabReader labs, Path stateDirectory, LabClock clock) {
        this.reports = new SignedReports(labs, stateDirectory, clock);
    }

    @Override
    public EvidenceRef record(BootstrapReport report) {
        return reports.record(report.snapshot(), draft(report));
    }

    EvidenceStore.Draft draft(BootstrapReport report) {
        return reports.draft(
                "bootstrap-" + report.cluster(),
                "cluster/" + report.cluster(),
                PREDICATE,
                report,
                report.simulated(),
                verdict(report.simulated(), report.acceptance()));
    }

    /** A rehearsal never counts as passed. */
    private static String verdict(boolean simulated, @Nullable AcceptanceReport acceptance) {
        if (acceptance == null) {
            return "not checked";
        }
        if (!acceptance.isGreen()) {
            return "not accepted";
        }
        return simulated ? "rehearsed" : "passed";
    }
}
