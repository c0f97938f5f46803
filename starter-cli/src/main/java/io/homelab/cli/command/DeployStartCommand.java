package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.definition.Promotion;
import io.homelab.workflows.deployment.DeploymentReport;
import io.homelab.workflows.deployment.DeploymentRequest;
import io.homelab.workflows.wire.WorkflowIds;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a deployment, or attaches to the one in flight. */
@Command(
        name = "start",
        description = {
            "See a push through: wait until every application of the cluster is Synced and Healthy with what the commit has.",
            "Exits 1 when an application does not take it well, 3 when it waits for a person."
        })
public final class DeployStartCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--cluster",
            paramLabel = "CLUSTER",
            description = "Which follows the branch; default: promotion.from of the lab file.")
    @Nullable
    String cluster;

    @Option(
            names = "--revision",
            paramLabel = "REV",
            description = "A commit, tag or branch; default: the head of the lab file's branch.")
    @Nullable
    String revision;

    @Option(
            names = "--since",
            paramLabel = "REV",
            description = "What the branch had before the push; default: the first parent of the commit.")
    @Nullable
    String since;

    @Mixin
    Following following = new Following();

    @Mixin
    OutputFormat output = new OutputFormat();

    public DeployStartCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var target = cluster == null ? source() : cluster;
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var id = runs.startOrAttach(
                    "DeployDev",
                    WorkflowIds.deployment(target),
                    "Deploy to " + target,
                    new DeploymentRequest(target, revision, since, Digests.ofLab(session)));
            var followed = runs.follow(id, DeploymentReport.class, following);
            if (followed.isEmpty()) {
                return ExitCode.DONE.code();
            }
            var report = followed.get();
            if (!output.print(session, "homelab/deployment-report/v1", report)) {
                DeploymentOutput.report(session.console(), report);
            }
            return DeploymentOutput.code(report.outcome()).code();
        });
    }

    /** Where the lab file promotes from. */
    private String source() {
        return Optional.ofNullable(CurrentLab.read(session).promotion())
                .map(Promotion::from)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "the lab file has no promotion, so nothing says which cluster is meant — --cluster NAME"));
    }
}
