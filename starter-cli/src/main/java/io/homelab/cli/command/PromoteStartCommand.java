package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.lab.definition.Promotion;
import io.homelab.workflows.promotion.PromotionReport;
import io.homelab.workflows.promotion.PromotionRequest;
import io.homelab.workflows.promotion.governance.Approvable;
import io.homelab.workflows.wire.WorkflowIds;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a promotion, or attaches to the one in flight. */
@Command(
        name = "start",
        description = {
            "Promote what the first cluster has proved: soak, approval, then wave by wave with a gate after each.",
            "Exits 1 when the second cluster has what it had before, 2 when nothing was tried, 3 when it waits for a person."
        })
public final class PromoteStartCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "CLUSTER",
            description = "Where it goes; default: promotion.to of the lab file.")
    @Nullable
    String cluster;

    @Option(
            names = "--revision",
            paramLabel = "REV",
            description = "A commit, tag or branch; default: the head of the lab file's branch.")
    @Nullable
    String revision;

    @Option(names = "--app", paramLabel = "NAME", description = "Promote this application alone; may be repeated.")
    List<String> applications = List.of();

    @Option(
            names = "--ask",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Ask at this terminal when the run asks; off a terminal nobody is asked.")
    boolean ask = true;

    @Mixin
    Following following = new Following();

    @Mixin
    OutputFormat output = new OutputFormat();

    public PromoteStartCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var target = cluster == null ? target(session) : cluster;
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var id = runs.startOrAttach(
                    "PromoteRelease",
                    WorkflowIds.promotion(target),
                    "Promote to " + target,
                    new PromotionRequest(target, revision, applications, Digests.ofLab(session)));
            if (following.isDetached()) {
                session.console().say("watch it: homelab run watch " + id);
                return ExitCode.DONE.code();
            }
            var report = followed(connection, runs, id);
            if (!output.print(session, "homelab/promotion-report/v1", report)) {
                PromotionOutput.report(session.console(), report);
            }
            return PromotionOutput.code(report.outcome()).code();
        });
    }

    /** Who sits at a terminal is asked there what the run asks; elsewhere the command ends, and the run waits. */
    private PromotionReport followed(Connection connection, Runs runs, String id) {
        while (true) {
            try {
                return runs.follow(id, PromotionReport.class, following.limit());
            } catch (CommandFailure e) {
                if (e.code() != ExitCode.NEEDS_HUMAN
                        || !ask
                        || !session.console().canAsk()
                        || !asks(connection, id)) {
                    throw e;
                }
            }
            new Answering(session, null, false, "approve", null, Approvable::approve).one(connection, id);
        }
    }

    private static boolean asks(Connection connection, String id) {
        return connection
                        .client()
                        .newWorkflowStub(Approvable.class, id)
                        .approval()
                        .open()
                != null;
    }

    /** Where the lab file promotes to. */
    static String target(Session session) {
        return Optional.ofNullable(CurrentLab.read(session).promotion())
                .map(Promotion::to)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, "the lab file has no promotion — lab.example.yaml shows one"));
    }
}
