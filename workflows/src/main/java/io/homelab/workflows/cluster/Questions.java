package io.homelab.workflows.cluster;

import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.plan.Change;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.progress.StepLog.Result;
import java.util.stream.Collectors;

/** The texts in which a bootstrap asks and answers. */
final class Questions {
    private Questions() {}

    static FailureReport destructive(Plan plan) {
        var what = plan.changes().stream()
                .filter(Change::destructive)
                .map(c -> c.action() + " " + c.address() + (c.why() == null ? "" : " (" + c.why() + ")"))
                .collect(Collectors.joining("; "));
        return new FailureReport(
                FailureClass.CONFIG,
                "going on would stop or overwrite: " + what,
                null,
                "retry to agree, abort to leave all as it is, or start with --plan " + plan.hash());
    }

    static Result summary(AcceptanceReport report) {
        return Result.of(report.summary());
    }
}
