package io.homelab.activities.transport;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of a bucket.
 *
 * @param versioning {@code Enabled} or {@code Suspended}; absent when it never was on
 */
public record BucketSettings(
        Setting<String> versioning, Setting<ObjectLock> objectLock, Setting<List<LifecycleRule>> lifecycle) {

    /** One of them; each may be kept from us. */
    public sealed interface Setting<T> {
        /** It is so. */
        record Given<T>(T value) implements Setting<T> {}

        /** Nothing is set. */
        record Absent<T>() implements Setting<T> {}

        /** The server does not know such a thing. */
        record NotOffered<T>(String said) implements Setting<T> {}

        /** These keys may not know it. */
        record Refused<T>(String said) implements Setting<T> {}
    }

    /** @param retention for how long a new object is locked when nobody says otherwise, in words; null: it is not */
    public record ObjectLock(@Nullable String retention) {}

    /**
     * A rule by which a server removes or moves objects on its own.
     *
     * @param prefix of the keys that it is for; empty: all
     * @param conditions what else an object must have, in words
     * @param acts on what is stored now
     * @param olderVersions what becomes of what was overwritten or deleted, in words
     */
    public record LifecycleRule(
            Optional<String> id,
            boolean enabled,
            String prefix,
            List<String> conditions,
            List<Act> acts,
            List<String> olderVersions) {
        public LifecycleRule {
            conditions = List.copyOf(conditions);
            acts = List.copyOf(acts);
            olderVersions = List.copyOf(olderVersions);
        }
    }

    /**
     * Something that a rule does to an object, from an age or from a day on.
     *
     * @param what such as {@code removes}
     * @param days of the object's age; null: from {@code date} on
     */
    public record Act(
            String what, @Nullable Integer days, @Nullable Instant date) {}
}
