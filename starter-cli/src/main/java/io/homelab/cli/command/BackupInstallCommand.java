package io.homelab.cli.command;

import io.homelab.cli.Session;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.install.InstallRequest;
import io.homelab.workflows.wire.WorkflowIds;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives clusters what they need to be backed up, or attaches to the run in flight. */
@Command(
        name = "install",
        description = {
            "Give Velero and VolSync of clusters their keys, wait until Velero reaches its bucket, and take the first backups.",
            "Velero itself comes from Git or from an add-on. Exits 2 when something is still wrong with the backups."
        })
public final class BackupInstallCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "CLUSTER",
            arity = "0..*",
            description = "Only these clusters; default: all that have a storage in the lab file.")
    List<String> clusters = List.of();

    @Option(
            names = "--dry-run",
            negatable = true,
            fallbackValue = "true",
            description = "Only try the keys, and say what would be made.")
    boolean dryRun;

    @Mixin
    Following following = new Following();

    @Mixin
    OutputFormat output = new OutputFormat();

    public BackupInstallCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BackupNames.check(session, clusters, "cluster in its backups", backups -> backups.clusters()
                .keySet());
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var id = runs.startOrAttach(
                    "InstallBackups",
                    WorkflowIds.installing(),
                    "Install the backups of clusters",
                    new InstallRequest(clusters, dryRun, Digests.ofLab(session)));
            return BackupOutput.shown(session, output, runs.follow(id, BackupReport.class, following));
        });
    }
}
