package io.homelab.workflows.hypervisor;

import java.util.List;

/** What is ours and has no place in the lab file any more. */
public record OrphanReport(int schema, List<Orphan> orphans) {
    public OrphanReport {
        orphans = orphans == null ? List.of() : List.copyOf(orphans);
    }

    /**
     * One of them.
     *
     * @param address such as {@code cluster/dev/machine/dev-3}, {@code image/…} or {@code secret/…}
     * @param where the system that holds it
     * @param remedy how to be rid of it, or to take it back
     */
    public record Orphan(String address, String where, String what, String remedy) {}
}
