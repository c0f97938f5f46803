package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.progress.TimeSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of getting a namespace back.
 *
 * @param format of this record; 1
 * @param run workflow id and run id
 * @param seen what is right
 * @param findings what is not, and a person took all the same
 * @param unknown what could not be looked at
 * @param planned whether it was only planned
 * @param evidence where the signed report is; null in the report that is signed, and when it was only planned
 */
public record NamespaceReport(
        int format,
        String run,
        String lab,
        String snapshot,
        boolean simulated,
        NamespacePlan plan,
        boolean planned,
        List<String> seen,
        List<String> findings,
        List<String> unknown,
        TimeSplit time,
        @Nullable EvidenceRef evidence) {
    public NamespaceReport {
        seen = seen == null ? List.of() : List.copyOf(seen);
        findings = findings == null ? List.of() : List.copyOf(findings);
        unknown = unknown == null ? List.of() : List.copyOf(unknown);
    }

    /** The same, with where it is kept. */
    NamespaceReport with(@Nullable EvidenceRef kept) {
        return new NamespaceReport(
                format, run, lab, snapshot, simulated, plan, planned, seen, findings, unknown, time, kept);
    }
}
