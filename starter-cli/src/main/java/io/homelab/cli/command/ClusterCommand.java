package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.cluster.BootstrapRequest;
import io.homelab.workflows.cluster.DestroyClusterRequest;
import io.homelab.workflows.cluster.DestroyReport;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Clusters: plan, bootstrap, destroy, credentials. */
@Command(
        name = "cluster",
        description = "Plan, build, repair, adopt and remove clusters.",
        subcommands = ClusterAdoptCommand.class)
public final class ClusterCommand {
    private final Session session;

    public ClusterCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "plan",
            description = "Say what a bootstrap would change; writes nothing. Exits 2 when there are changes.")
    int plan(
            @Parameters(paramLabel = "NAME", description = "The cluster, as the lab file calls it.") String cluster,
            @Mixin ImageFile image,
            @Mixin OutputFormat output) {
        var imageFile = image.absolute(session);
        return session.connected(connection -> {
            var options = WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.HOME)
                    .setWorkflowId(WorkflowIds.plan(cluster))
                    .setWorkflowIdConflictPolicy(
                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                    .setStaticSummary("Plan " + cluster)
                    .setStaticDetails("Reads the lab and writes nothing.")
                    .build();
            var stub = connection.client().newUntypedWorkflowStub("PlanCluster", options);
            stub.start(new BootstrapRequest(cluster, null, Digests.ofLab(session), imageFile));
            Plan plan;
            try {
                plan = stub.getResult(Plan.class);
            } catch (WorkflowFailedException e) {
                throw Runs.failed(WorkflowIds.plan(cluster), e);
            }
            if (!output.print(session, "homelab/plan/v1", plan)) {
                BootstrapOutput.plan(session.console(), plan);
                if (!plan.isEmpty()) {
                    session.console()
                            .say("next: homelab cluster bootstrap " + cluster + " --plan " + plan.hash()
                                    + (imageFile == null ? "" : " --image-file " + imageFile));
                }
            }
            return plan.isEmpty() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
        });
    }

    @Command(
            name = "bootstrap",
            description = "Build the cluster, or repair what has drifted, or say that there is nothing to do.")
    int bootstrap(
            @Parameters(paramLabel = "NAME", description = "The cluster, as the lab file calls it.") String cluster,
            @Option(
                            names = "--plan",
                            paramLabel = "HASH",
                            description = "The plan that was looked at; a changed one is refused.")
                    @Nullable
                    String planHash,
            @Mixin Following following,
            @Mixin ImageFile image,
            @Mixin OutputFormat output) {
        var imageFile = image.absolute(session);
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var id = runs.startOrAttach(
                    "BootstrapCluster",
                    WorkflowIds.cluster(cluster),
                    "Bootstrap " + cluster,
                    new BootstrapRequest(cluster, planHash, Digests.ofLab(session), imageFile));
            var followed = runs.follow(id, BootstrapReport.class, following);
            if (followed.isEmpty()) {
                return ExitCode.DONE.code();
            }
            var report = followed.get();
            if (!output.print(session, "homelab/bootstrap-report/v1", report)) {
                BootstrapOutput.report(session.console(), report);
            }
            var green = report.acceptance() == null || report.acceptance().isGreen();
            return green ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
        });
    }

    @Command(
            name = "destroy",
            description = "Remove the cluster's machines, disks and secrets: only what proves to be ours.")
    int destroy(
            @Parameters(paramLabel = "NAME", description = "The cluster, as the lab file calls it.") String cluster,
            @Option(
                            names = "--confirm",
                            paramLabel = "NAME",
                            description = "The cluster's name once more; needed when it is protected.")
                    @Nullable
                    String confirm,
            @Option(names = "--yes", negatable = true, fallbackValue = "true", description = "Do not ask.") boolean yes,
            @Mixin OutputFormat output) {
        var typed = yes || confirm != null
                ? confirm
                : new Consent(session)
                        .asked(
                                "destroying " + cluster + " cannot be undone. Its name, to go on: ",
                                "--yes, or --confirm " + cluster + " when it is protected");
        if (typed != null && !typed.equals(cluster)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "the name that was given is not " + cluster + ": nothing was destroyed");
        }
        return session.connected(connection -> destroy(connection, cluster, typed, output));
    }

    private int destroy(Connection connection, String cluster, @Nullable String confirm, OutputFormat output) {
        var runs = new Runs(session, connection);
        var id = runs.startOrAttach(
                "DestroyCluster",
                WorkflowIds.cluster(cluster),
                "Destroy " + cluster,
                new DestroyClusterRequest(cluster, confirm, Digests.ofLab(session)));
        var report = runs.follow(id, DestroyReport.class, Duration.ZERO);
        if (!output.print(session, "homelab/destroy-report/v1", report)) {
            var console = session.console();
            report.removed().forEach(what -> console.result("removed " + what));
            report.left().forEach(l -> console.result("left " + l.address() + " at " + l.where() + ": " + l.why()));
            console.result(
                    report.left().isEmpty()
                            ? "nothing is left of " + cluster
                            : report.left().size() + " things are left");
            BootstrapOutput.time(console, report.time());
        }
        return report.left().isEmpty() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
    }

    @Command(name = "kubeconfig", description = "Print the cluster's kubeconfig.")
    int kubeconfig(
            @Parameters(paramLabel = "NAME", description = "The cluster, as the lab file calls it.") String cluster) {
        return secret("kubeconfig-" + cluster, cluster);
    }

    @Command(name = "talosconfig", description = "Print the cluster's talosconfig.")
    int talosconfig(
            @Parameters(paramLabel = "NAME", description = "The cluster, as the lab file calls it.") String cluster) {
        return secret("talosconfig-" + cluster, cluster);
    }

    private int secret(String name, String cluster) {
        var secret = LabSecretStore.open(session)
                .get(name)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, "there is no " + name + " yet — homelab cluster bootstrap " + cluster));
        session.console().result(secret.text());
        return ExitCode.DONE.code();
    }
}
