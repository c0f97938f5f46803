package io.homelab.activities.evidence;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.evidence.EvidenceRef;
import java.nio.file.Path;
import java.util.Map;

/** Signs reports by the lab's own key and keeps them below the state directory. */
final class SignedReports {
    private final LabReader labs;
    private final EvidenceStore store;
    private final LabClock clock;

    SignedReports(LabReader labs, Path stateDirectory, LabClock clock) {
        this.labs = labs;
        this.store = new EvidenceStore(stateDirectory.resolve("evidence"));
        this.clock = clock;
    }

    /**
     * A report as a statement that is not signed yet.
     *
     * @param name of its file
     * @param topic what it is about
     * @param predicateType what kind of report it is
     */
    EvidenceStore.Draft draft(
            String name, String topic, String predicateType, Object report, boolean simulated, String verdict) {
        return new EvidenceStore.Draft(
                name,
                topic,
                Sha256.of(CanonicalJson.of(report)),
                predicateType,
                Map.of(
                        "report", report,
                        "simulated", simulated,
                        "verdict", verdict,
                        "recordedAt", clock.now().toString()));
    }

    /** Signs it by the key of the snapshot's lab, unless it was recorded before. */
    EvidenceRef record(String snapshot, EvidenceStore.Draft draft) {
        var secrets = labs.snapshot(snapshot).secrets();
        try (var pem = secrets.getOrCreate(SigningKey.SECRET, SigningKey::generate)) {
            return store.record(draft, SigningKey.parse(pem));
        }
    }
}
