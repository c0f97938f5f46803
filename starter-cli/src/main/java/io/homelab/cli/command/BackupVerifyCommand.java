package io.homelab.cli.command;

import io.homelab.cli.Session;
import io.homelab.lab.definition.Backups;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.wire.WorkflowIds;
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

    @Mixin
    ChosenSets sets = new ChosenSets();

    @Option(
            names = "--full",
            negatable = true,
            fallbackValue = "true",
            description = "Read every byte now, whenever it was read last.")
    boolean full;

    @Option(
            names = "--dry-run",
            negatable = true,
            fallbackValue = "true",
            description = "Only say how much would be read of each set, and what that costs.")
    boolean dryRun;

    @Mixin
    Following following = new Following();

    @Mixin
    OutputFormat output = new OutputFormat();

    public BackupVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BackupNames.check(session, sets.names(), "backup set, cluster or pool", Backups::names);
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var request = new VerifyRequest(sets.names(), full, Digests.ofLab(session));
            var id = dryRun
                    ? runs.startOrAttach(
                            "PlanVerification",
                            WorkflowIds.backupsPlan(),
                            "Say what a verification would read",
                            request)
                    : runs.startOrAttach("VerifyBackups", WorkflowIds.backups(), "Verify the backups", request);
            return BackupOutput.shown(session, output, runs.follow(id, BackupReport.class, following));
        });
    }
}
