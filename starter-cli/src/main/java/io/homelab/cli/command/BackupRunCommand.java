package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Durations;
import io.homelab.workflows.backup.run.BackupRunReport;
import io.homelab.workflows.backup.run.BackupRunRequest;
import io.homelab.workflows.wire.WorkflowIds;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a backup now, or attaches to the one in flight. */
@Command(
        name = "run",
        description = {
            "Back up the sources of a set that are of the worker's machine (local: true), now.",
            "Exits 2 when something could not be read and is missing in the backup."
        })
public final class BackupRunCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--set", paramLabel = "SET", required = true, description = "The backup set of the lab file.")
    String set = "";

    @Mixin
    Following following = new Following();

    @Mixin
    OutputFormat output = new OutputFormat();

    public BackupRunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BackupNames.check(
                session, List.of(set), "backup set", backups -> backups.sets().keySet());
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var id = runs.startOrAttach(
                    "RunBackup",
                    WorkflowIds.backup(set),
                    "Back up to " + set,
                    new BackupRunRequest(set, Digests.ofLab(session)));
            var followed = runs.follow(id, BackupRunReport.class, following);
            if (followed.isEmpty()) {
                return ExitCode.DONE.code();
            }
            var report = followed.get();
            if (!output.print(session, "homelab/backup-run-report/v1", report)) {
                print(report);
            }
            return report.whole() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
        });
    }

    private void print(BackupRunReport report) {
        var console = session.console();
        for (var backup : report.backups()) {
            console.result("snapshot " + backup.snapshot() + " of " + backup.source() + ", begun " + backup.at()
                    + (report.simulated() ? " (rehearsed)" : ""));
            if (!backup.missing().isEmpty()) {
                console.result("  not all of it could be read:");
                backup.missing().forEach(line -> console.result("  " + line));
            }
        }
        console.say("signed: " + Objects.requireNonNull(report.evidence()).location());
        console.say("took " + Durations.text(report.time().total()));
    }
}
