package io.homelab.workflows.backup.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a pack, a file of a restic repository that holds data and is named by the SHA-256 of its bytes.
 *
 * @param id 64 hex digits
 * @param bytes its length
 * @param seen when a listing showed it for the first time
 * @param verified when all of it was last read and hashed to its name; null: not yet
 */
public record PackState(
        String id, long bytes, Instant seen, @Nullable Instant verified) {
    /** Since when nobody has read it. */
    public Instant unreadSince() {
        return verified == null ? seen : verified;
    }
}
