package io.homelab.workflows.plan;

import java.util.List;

/**
 * What a run would change.
 *
 * @param snapshot the content-addressed id of the lab file that it was made from
 * @param hash SHA-256 over (address, action, owned fields from → to) and the snapshot, as hex
 */
public record Plan(String cluster, String snapshot, String hash, List<Change> changes) {
    public Plan {
        changes = changes == null ? List.of() : List.copyOf(changes);
    }

    /** Nothing to do. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether anything would be stopped, overwritten or deleted. */
    public boolean isDestructive() {
        return changes.stream().anyMatch(Change::destructive);
    }
}
