package io.homelab.workflows.backup;

import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * Reads packs, the files of a restic repository that hold its data, and compares each with its own name, which is the SHA-256
 * of its bytes. Needs no password and takes no lock.
 */
@ActivityInterface
public interface PackAuditActivities {
    /** Lists the packs and chooses those that the run reads; the same answer again for the same run. */
    @ActivityMethod(name = "PlanPackAudit")
    Planned plan(AuditRequest request);

    /** What such a run would read, were it started now. Chooses nothing, and needs no run. */
    @ActivityMethod(name = "EstimatePackAudit")
    Planned estimate(AuditRequest request);

    /**
     * Reads what was planned, and says what is damaged and how old the longest unread byte is. Who comes next goes on from the
     * packs that were on the way.
     */
    @ActivityMethod(name = "AuditPacks")
    Checks audit(AuditRequest request);

    /**
     * @param run workflow id and run id
     * @param full whether every pack is read, whenever it was read last
     */
    record AuditRequest(SetRef set, String run, boolean full) {}

    /**
     * @param packs how many are read
     * @param bytes of those
     * @param of how many there are
     * @param total bytes of all
     * @param cost what the provider takes for reading them, such as {@code 1.27 USD}; null when nobody said
     */
    record Planned(
            int packs,
            long bytes,
            int of,
            long total,
            @Nullable String cost) {
        /** For people. */
        String summary() {
            return packs + " of " + of + " packs, " + Sizes.text(bytes) + " of " + Sizes.text(total)
                    + (cost == null ? "" : ", for " + cost);
        }
    }
}
