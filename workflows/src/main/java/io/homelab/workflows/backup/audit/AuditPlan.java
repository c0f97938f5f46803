package io.homelab.workflows.backup.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read in one night.
 *
 * @param packs in the order in which they are read, the longest unread first
 * @param bytes of them all
 * @param total bytes of the repository
 * @param oldest since when the longest unread pack is unread; null when there is no pack
 * @param overdue how many packs are unread for too long already
 * @param wanted bytes that this night would have to read so that no pack gets too old, the budget aside
 */
public record AuditPlan(
        List<PackState> packs,
        long bytes,
        long total,
        @Nullable Instant oldest,
        int overdue,
        long wanted) {
    public AuditPlan {
        packs = packs == null ? List.of() : List.copyOf(packs);
    }

    /** Whether the budget is too small for the promise: packs get too old if every night is like this one. */
    public boolean isShort() {
        return bytes < wanted;
    }
}
