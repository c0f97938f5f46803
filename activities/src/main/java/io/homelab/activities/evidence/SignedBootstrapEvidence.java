package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.cluster.BootstrapEvidenceActivities;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs reports of bootstraps and keeps them below the state directory. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class SignedBootstrapEvidence implements BootstrapEvidenceActivities {
    static final String PREDICATE = "https://homelab.io/bootstrap-report/v1";

    private final LabReader labs;
    private final EvidenceStore store;
    private final LabClock clock;

    public SignedBootstrapEvidence(LabReader labs, Path stateDirectory, LabClock clock) {
        this.labs = labs;
        this.store = new EvidenceStore(stateDirectory.resolve("evidence"));
        this.clock = clock;
    }

    @Override
    public EvidenceRef record(BootstrapReport report) {
        var secrets = labs.snapshot(report.snapshot()).secrets();
        try (var pem = secrets.getOrCreate(SigningKey.SECRET, SigningKey::generate)) {
            return store.record(draft(report), SigningKey.parse(pem));
        }
    }

    EvidenceStore.Draft draft(BootstrapReport report) {
        return new EvidenceStore.Draft(
                "bootstrap-" + report.cluster(),
                "cluster/" + report.cluster(),
                Sha256.of(CanonicalJson.of(report)),
                PREDICATE,
                Map.of(
                        "report", report,
                        "simulated", report.simulated(),
                        "verdict", verdict(report.simulated(), report.acceptance()),
                        "recordedAt", clock.now().toString()));
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
