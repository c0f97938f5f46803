package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.workflows.backup.cluster.NamespaceRequest;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.backup.restore.RestoreReport;
import io.homelab.workflows.backup.restore.RestoreRequest;
import io.homelab.workflows.wire.WorkflowIds;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gets something back from a backup. */
@Command(
        name = "restore",
        description = {
            "Get files back from a backup set: all of them or none, compared with the snapshot before they are at the target.",
            "Nothing that lives is touched; --in-place moves it aside.",
            "With --namespace, get a namespace back from Velero's backups of a cluster; --in-place leaves what is there."
        })
public final class BackupRestoreCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--set",
            paramLabel = "SET",
            required = true,
            description = "The backup set of the lab file, or a cluster of its backups.")
    String set = "";

    @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "A namespace comes back, of a cluster.")
    @Nullable
    String namespace;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "What comes back, as it was backed up; may be given again; default: everything.")
    List<String> paths = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description =
                    "Where it goes, by its whole path: a directory of the worker's machine that is not there yet, or empty. With"
                            + " --namespace: the name of a namespace that is not there yet.")
    @Nullable
    Path to;

    @Option(
            names = "--in-place",
            negatable = true,
            fallbackValue = "true",
            description = "The one path goes back to where it was; what is there now is moved aside, and kept.")
    boolean inPlace;

    @Option(
            names = "--snapshot",
            paramLabel = "ID",
            description = "Of this snapshot, or backup of Velero; default: the youngest.")
    @Nullable
    String snapshot;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "Of the youngest snapshot up to this time, such as 2026-11-24T12:00:00Z.")
    @Nullable
    Instant before;

    @Option(names = "--host", paramLabel = "HOST", description = "Of this host, when the set has several.")
    @Nullable
    String host;

    @Option(
            names = "--dry-run",
            negatable = true,
            fallbackValue = "true",
            description = "Say what would come back and where to; write nothing.")
    boolean dryRun;

    @Option(
            names = "--yes",
            negatable = true,
            fallbackValue = "true",
            description = "Do not ask before something is moved aside.")
    boolean yes;

    @Mixin
    Following following = new Following();

    @Mixin
    OutputFormat output = new OutputFormat();

    public BackupRestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        check();
        var clusters = clusters();
        if (namespace != null) {
            return new NamespaceRestoring(session, following, output)
                    .call(
                            NamespaceRestoring.known(set, clusters),
                            new NamespaceRequest(
                                    inPlace ? Where.IN_PLACE : Where.BESIDE,
                                    namespace,
                                    snapshot,
                                    before,
                                    to == null ? null : to.toString()),
                            dryRun);
        }
        if (clusters.contains(set)) {
            throw new CommandFailure(ExitCode.USAGE, set + " is a cluster: say which --namespace comes back");
        }
        BackupNames.check(
                session, List.of(set), "backup set", backups -> backups.sets().keySet());
        if (inPlace && !dryRun && !yes) {
            var path = paths.getFirst();
            if (!new Consent(session)
                    .given("What is at " + path + " now will be moved aside, and kept beside it. Go on?", "--yes")) {
                throw new CommandFailure(ExitCode.USAGE, "nothing was restored");
            }
        }
        return session.connected(this::restore);
    }

    private List<String> clusters() {
        var backups = CurrentLab.read(session).backups();
        return backups == null ? List.of() : List.copyOf(backups.clusters().keySet());
    }

    private void check() {
        if (inPlace == (to != null)) {
            throw new CommandFailure(ExitCode.USAGE, "say where it goes: --to DIR, or --in-place");
        }
        if (namespace != null && (!paths.isEmpty() || host != null)) {
            throw new CommandFailure(ExitCode.USAGE, "--path and --host are for files, not for a --namespace");
        }
        if (namespace == null && inPlace && paths.size() != 1) {
            throw new CommandFailure(ExitCode.USAGE, "--in-place brings exactly one --path back");
        }
    }

    private int restore(Connection connection) {
        var runs = new Runs(session, connection);
        var request = new RestoreRequest(
                set,
                host,
                snapshot,
                before,
                paths,
                to == null ? null : to.toAbsolutePath().normalize().toString(),
                inPlace,
                dryRun,
                Digests.ofLab(session));
        var id = runs.startOrAttach("RestoreBackup", WorkflowIds.restore(set), "Restore from " + set, request);
        var followed = runs.follow(id, RestoreReport.class, following);
        if (followed.isEmpty()) {
            return ExitCode.DONE.code();
        }
        var report = followed.get();
        if (!output.print(session, "homelab/restore-report/v1", report)) {
            RestoreOutput.report(session.console(), report);
        }
        return RestoreOutput.code(report).code();
    }
}
