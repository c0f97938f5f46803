package io.homelab.workflows.backup.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
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
    /** The longest unread first, and always in the same order. */
    public static final Comparator<PackState> LONGEST_UNREAD_FIRST =
            Comparator.comparing(PackState::unreadSince).thenComparing(PackState::id);

    /** Since when nobody has read it. */
    public Instant unreadSince() {
        return verified == null ? seen : verified;
    }

    /** Since when the one of them is unread that nobody has read for the longest time; empty without any. */
    public static Optional<Instant> longestUnread(Collection<PackState> packs) {
        return packs.stream().map(PackState::unreadSince).min(Comparator.naturalOrder());
    }
}
