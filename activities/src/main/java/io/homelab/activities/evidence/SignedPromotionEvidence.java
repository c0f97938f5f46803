package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.PromotionEvidenceActivities;
import io.homelab.workflows.promotion.PromotionOutcome;
import io.homelab.workflows.promotion.PromotionReport;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.nio.file.Path;

/** Signs reports of promotions, and reads from them what a cluster has proved. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class SignedPromotionEvidence implements PromotionEvidenceActivities {
    static final String PREDICATE = "https://homelab.io/promotion-report/v1";

    private final LabReader labs;
    private final Path directory;
    private final SignedReports reports;

    public SignedPromotionEvidence(LabReader labs, Path stateDirectory, LabClock clock) {
        this.labs = labs;
        this.directory = stateDirectory.resolve("evidence");
        this.reports = new SignedReports(labs, stateDirectory, clock);
    }

    @Override
    public EvidenceRef record(PromotionReport report) {
        return reports.record(report.snapshot(), draft(report));
    }

    private EvidenceStore.Draft draft(PromotionReport report) {
        return reports.draft(
                "promotion-" + report.to(), topic(report.to()), PREDICATE, report, report.simulated(), verdict(report));
    }

    @Override
    public Proved proved(ProvedRequest request) {
        try {
            var simulated = labs.snapshot(request.cluster().snapshot()).lab().simulated();
            var proved = ProvedContents.read(directory, topic(request.cluster().cluster()), simulated);
            return new Proved(request.contents().stream()
                    .filter(content -> !proved.contains(content))
                    .map(Content::name)
                    .toList());
        } catch (ProvedContents.Unreadable e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the evidence does not say what was proved: " + e.getMessage(),
                    directory.toString(),
                    "homelab evidence verify",
                    e);
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "cannot read the evidence: " + e.getMessage(),
                    directory.toString(),
                    null,
                    e);
        }
    }

    private static String topic(String cluster) {
        return "promotion/" + cluster;
    }

    /** A rehearsal never counts as passed. */
    private static String verdict(PromotionReport report) {
        if (report.outcome() != PromotionOutcome.PROMOTED) {
            return report.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
        return report.simulated() ? "rehearsed" : "passed";
    }
}
