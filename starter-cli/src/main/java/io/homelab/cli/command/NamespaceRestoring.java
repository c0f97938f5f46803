package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.output.Durations;
import io.homelab.workflows.backup.cluster.NamespaceReport;
import io.homelab.workflows.backup.cluster.NamespaceRequest;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.backup.cluster.RestoreNamespace.NamespaceOrder;
import io.homelab.workflows.wire.WorkflowIds;
import java.util.List;
import java.util.Objects;

/** Gets a namespace back, and says what came of it. */
final class NamespaceRestoring {
    private final Session session;
    private final Following following;
    private final OutputFormat output;

    NamespaceRestoring(Session session, Following following, OutputFormat output) {
        this.session = session;
        this.following = following;
        this.output = output;
    }

    /** The cluster, if the lab file's backups name it. */
    static String known(String set, List<String> clusters) {
        if (!clusters.contains(set)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    set + " is no cluster of the lab file's backups; "
                            + (clusters.isEmpty()
                                    ? "lab.example.yaml shows what backups.clusters looks like"
                                    : "there are: " + String.join(", ", clusters)));
        }
        return set;
    }

    int call(String set, NamespaceRequest request, boolean dryRun) {
        return session.connected(connection -> restore(connection, set, request, dryRun));
    }

    private int restore(Connection connection, String set, NamespaceRequest request, boolean dryRun) {
        var runs = new Runs(session, connection);
        var id = runs.startOrAttach(
                "RestoreNamespaceFromBackup",
                WorkflowIds.restore(set),
                "Restore namespace " + request.namespace() + " of " + set,
                new NamespaceOrder(set, request, dryRun, Digests.ofLab(session)));
        var followed = runs.follow(id, NamespaceReport.class, following);
        if (followed.isEmpty()) {
            return ExitCode.DONE.code();
        }
        var report = followed.get();
        if (!output.print(session, "homelab/namespace-report/v1", report)) {
            print(report);
        }
        return report.findings().isEmpty() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
    }

    private void print(NamespaceReport report) {
        var console = session.console();
        var plan = report.plan();
        var what = "namespace " + plan.namespace() + " of backup " + plan.backup() + ", taken " + plan.taken() + ", to "
                + plan.target();
        if (report.planned()) {
            console.result("would restore " + what);
            console.say(
                    plan.where() == Where.IN_PLACE
                            ? "what is there stays as it is; what is missing comes back"
                            : "what would come back: " + String.join(", ", plan.brings()));
            console.say("nothing was written");
            return;
        }
        console.result("restored " + what + (report.simulated() ? " (rehearsed)" : ""));
        report.seen().forEach(console::say);
        if (!report.findings().isEmpty()) {
            console.result("did not come back whole, and a person took it all the same:");
            report.findings().forEach(line -> console.result("  " + line));
        }
        report.unknown().forEach(line -> console.result("could not be looked at: " + line));
        console.say("signed: " + Objects.requireNonNull(report.evidence()).location());
        console.say("took " + Durations.text(report.time().total()));
    }
}
