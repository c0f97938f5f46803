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

    /**
     * What a report of backups is about.
     *
     * @param what was done, such as {@code restore}
     * @param set the backup set, or the cluster
     * @param snapshot of the lab file
     */
    record OfSet(String what, String lab, String set, String snapshot, boolean simulated) {}

    /**
     * Draws it up and signs it. A rehearsal never counts as passed.
     *
     * @param whole whether all of it is there
     */
    EvidenceRef record(OfSet about, String predicateType, Object report, boolean whole) {
        var verdict = !whole ? "not whole" : about.simulated() ? "rehearsed" : "passed";
        return record(
                about.snapshot(),
                draft(
                        about.what() + "-" + about.set(),
                        "backups/" + about.lab() + "/" + about.set(),
                        predicateType,
                        report,
                        about.simulated(),
                        verdict));
    }

    /** Signs it by the key of the snapshot's lab, unless it was recorded before. */
    EvidenceRef record(String snapshot, EvidenceStore.Draft draft) {
        var secrets = labs.snapshot(snapshot).secrets();
        try (var pem = secrets.getOrCreate(SigningKey.SECRET, SigningKey::generate)) {
            return store.record(draft, SigningKey.parse(pem));
        }
    }
}
