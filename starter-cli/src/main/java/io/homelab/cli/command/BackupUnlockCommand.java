package io.homelab.cli.command;

import io.homelab.cli.Session;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.UnlockRequest;
import io.homelab.workflows.wire.WorkflowIds;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes locks of the dead, or attaches to the run in flight. */
@Command(
        name = "unlock",
        description = {
            "Remove the locks of repositories whose holder is proved dead, one at a time; each removal is signed evidence.",
            "A lock of a process that may go on stays, and is a finding when it is old. Exits 2 when one is left over."
        })
public final class BackupUnlockCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    ChosenSets sets = new ChosenSets();

    @Option(
            names = "--dry-run",
            negatable = true,
            fallbackValue = "true",
            description = "Only say what would be removed.")
    boolean dryRun;

    @Mixin
    Following following = new Following();

    @Mixin
    OutputFormat output = new OutputFormat();

    public BackupUnlockCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        BackupNames.check(
                session, sets.names(), "backup set", backups -> backups.sets().keySet());
        return session.connected(connection -> {
            var runs = new Runs(session, connection);
            var id = runs.startOrAttach(
                    "UnlockBackups",
                    WorkflowIds.unlocking(),
                    "Unlock the backups",
                    new UnlockRequest(sets.names(), dryRun, Digests.ofLab(session)));
            return BackupOutput.shown(session, output, runs.follow(id, BackupReport.class, following));
        });
    }
}
