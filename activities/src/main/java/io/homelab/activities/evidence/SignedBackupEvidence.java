package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.backup.BackupEvidenceActivities;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Signs reports of verified backups. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class SignedBackupEvidence implements BackupEvidenceActivities {
    static final String PREDICATE = "https://homelab.io/backup-report/v1";

    private final LabReader labs;
    private final EvidenceStore store;
    private final LabClock clock;

    public SignedBackupEvidence(LabReader labs, Path stateDirectory, LabClock clock) {
        this.labs = labs;
        this.store = new EvidenceStore(stateDirectory.resolve("evidence"));
        this.clock = clock;
    }

    @Override
    public EvidenceRef record(BackupReport report) {
        var secrets = labs.snapshot(report.snapshot()).secrets();
        try (var pem = secrets.getOrCreate(SigningKey.SECRET, SigningKey::generate)) {
            return store.record(draft(report), SigningKey.parse(pem));
        }
    }

    private EvidenceStore.Draft draft(BackupReport report) {
        return new EvidenceStore.Draft(
                "backups",
                "backups/" + report.lab(),
                Sha256.of(CanonicalJson.of(report)),
                PREDICATE,
                Map.of(
                        "report", report,
                        "simulated", report.simulated(),
                        "verdict", verdict(report),
                        "recordedAt", clock.now().toString()));
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
