package io.homelab.workflows.backup.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which namespace is wanted back, and where.
 *
 * @param where what it is for
 * @param namespace its name; null for a drill: the one whose turn it is
 * @param backup Velero's name of it; null: the youngest complete one that holds the namespace
 * @param before the youngest that was not taken later; null: the youngest of all
 * @param to the namespace that is made for it; null for a drill, which names its own, and in place
 */
public record NamespaceRequest(
        Where where,
        @Nullable String namespace,
        @Nullable String backup,
        @Nullable Instant before,
        @Nullable String to) {
    /** Where a namespace goes. */
    public enum Where {
        /** To a fenced one that is removed again. */
        DRILL,
        /** To a new one beside what lives. */
        BESIDE,
        /** To where it was: what is missing there comes back, what is there stays as it is. */
        IN_PLACE
    }

    /** The one whose turn it is. */
    static NamespaceRequest drill() {
        return new NamespaceRequest(Where.DRILL, null, null, null, null);
    }
}
