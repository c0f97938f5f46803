package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.workflows.cluster.AdoptClusterRequest;
import io.homelab.workflows.cluster.AdoptReport;
import io.homelab.workflows.wire.WorkflowIds;
import java.time.Duration;

/** Runs an adoption and prints what came of it. */
final class Adoptions {
    private final Session session;

    Adoptions(Session session) {
        this.session = session;
    }

    int run(AdoptClusterRequest request, OutputFormat output) {
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var id = runs.startOrAttach(
                    "AdoptCluster", WorkflowIds.cluster(request.cluster()), "Adopt " + request.cluster(), request);
            var report = runs.follow(id, AdoptReport.class, Duration.ZERO);
            if (!output.print(session, "homelab/adopt-report/v1", report)) {
                report.adopted().forEach(session.console()::result);
                session.console().say("next: homelab cluster plan " + request.cluster());
            }
            return ExitCode.DONE.code();
        });
    }
}
