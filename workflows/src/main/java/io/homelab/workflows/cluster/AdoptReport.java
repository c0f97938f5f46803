package io.homelab.workflows.cluster;

import io.homelab.workflows.progress.TimeSplit;
import java.util.List;

/**
 * What was taken over.
 *
 * @param adopted what was marked or stored, one line each
 * @param time where the time went
 */
public record AdoptReport(int schema, String cluster, List<String> adopted, TimeSplit time) {
    public AdoptReport {
        adopted = adopted == null ? List.of() : List.copyOf(adopted);
    }
}
