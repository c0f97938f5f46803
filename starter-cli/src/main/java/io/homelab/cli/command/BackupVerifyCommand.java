package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.wire.WorkflowIds;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies the backups, or attaches to the verification in flight. */
@Command(
        name = "verify",
        description = {
            "Verify the backups of the lab file: what must be there is there and young enough, and what is due is read byte for byte.",
            "Changes none of them. Exits 2 when something is wrong, or could not be looked at."
        })
public final class BackupVerifyCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--set",
            paramLabel = "SET",
            split = ",",
            description = "Only these backup sets; default: all of the lab file.")
    List<String> only = List.of();

    @Option(
            names = "--full",
            negatable = true,
            fallbackValue = "true",
            description = "Read every byte now, whenever it was read last.")
    boolean full;

    @Mixin
    Following following = new Following();

    @Mixin
    OutputFormat output = new OutputFormat();

    public BackupVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var id = runs.startOrAttach(
                    "VerifyBackups",
                    WorkflowIds.backups(),
                    "Verify the backups",
                    new VerifyRequest(only, full, Digests.ofLab(session)));
            if (following.isDetached()) {
                session.console().say("watch it: homelab run watch " + id);
                return ExitCode.DONE.code();
            }
            var report = runs.follow(id, BackupReport.class, following.limit());
            if (!output.print(session, "homelab/backup-report/v1", report)) {
                BackupOutput.report(session.console(), report);
            }
            return report.verdict() == CheckVerdict.PASS ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
        });
    }
}
