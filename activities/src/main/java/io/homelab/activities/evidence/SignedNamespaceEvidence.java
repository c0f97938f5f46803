package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.evidence.SignedReports.OfSet;
import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.backup.cluster.NamespaceEvidenceActivities;
import io.homelab.workflows.backup.cluster.NamespaceReport;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;

/** Signs reports of namespaces that were brought back. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class SignedNamespaceEvidence implements NamespaceEvidenceActivities {
    static final String PREDICATE = "https://homelab.io/namespace-report/v1";

    private final SignedReports reports;

    public SignedNamespaceEvidence(LabReader labs, Path stateDirectory, LabClock clock) {
        this.reports = new SignedReports(labs, stateDirectory, clock);
    }

    @Override
    public EvidenceRef record(NamespaceReport report) {
        return reports.record(
                new OfSet("restore", report.lab(), report.plan().cluster(), report.snapshot(), report.simulated()),
                PREDICATE,
                report,
                report.findings().isEmpty());
    }
}
