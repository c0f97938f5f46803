package io.homelab.workflows.cluster;

import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.progress.TimeSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a bootstrap.
 *
 * @param schema version of this record's shape
 * @param changed whether anything was written
 * @param plan what there was to do at the start
 * @param evidence where the signed report is; null in the report that is signed
 */
public record BootstrapReport(
        int schema,
        String cluster,
        String snapshot,
        boolean simulated,
        boolean changed,
        String endpoint,
        List<String> nodes,
        Plan plan,
        @Nullable AcceptanceReport acceptance,
        TimeSplit time,
        @Nullable EvidenceRef evidence) {
    public BootstrapReport {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }

    BootstrapReport with(EvidenceRef ref) {
        return new BootstrapReport(
                schema, cluster, snapshot, simulated, changed, endpoint, nodes, plan, acceptance, time, ref);
    }
}
