package io.homelab.workflows.cluster;

import io.homelab.workflows.progress.TimeSplit;
import java.util.List;

/**
 * What came of a destroy.
 *
 * @param removed what is gone
 * @param left what is left, and why
 */
public record DestroyReport(int schema, String cluster, List<String> removed, List<Leftover> left, TimeSplit time) {
    public DestroyReport {
        removed = removed == null ? List.of() : List.copyOf(removed);
        left = left == null ? List.of() : List.copyOf(left);
    }

    /** Something that could not be removed. */
    public record Leftover(String address, String where, String why) {}
}
