package io.homelab.workflows.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a run would do.
 *
 * @param address the resource, such as {@code cluster/dev/machine/dev-cp-1}; the same address that the marker is made of
 * @param fields the owned fields that differ
 * @param destructive whether something is stopped, overwritten or deleted: never done without a plan hash or a person
 * @param why one sentence
 */
public record Change(
        String address,
        Action action,
        List<Field> fields,
        boolean destructive,
        @Nullable String why) {
    public Change {
        fields = fields == null ? List.of() : List.copyOf(fields);
    }

    /** What is done to the resource. */
    public enum Action {
        CREATE,
        UPDATE,
        START,
        RUN,
        DELETE
    }

    /** One owned field; secrets are shown as digests. */
    public record Field(
            String name, @Nullable String from, @Nullable String to) {}
}
