package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.backup.Backups;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A backup of the control plane's database. */
@Command(
        name = "backup",
        description = {
            "Copy Temporal's database while it is used: open runs, histories, the ledger in the Web UI.",
            "The running control plane does the same every night."
        })
public final class ServerBackupCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..1",
            description = "Where to; default: the control plane's own directory, where the oldest are removed.")
    @Nullable
    Path target;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "" + Backups.KEEP,
            description = "How many to keep in the control plane's own directory (default: ${DEFAULT-VALUE}).")
    int keep;

    @Option(
            names = "--simulated",
            negatable = true,
            fallbackValue = "true",
            description = "The simulated lab's control plane.")
    boolean simulated;

    @Mixin
    private OutputFormat output = new OutputFormat();

    public ServerBackupCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (keep < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--keep " + keep + ": at least one is kept");
        }
        var controlPlane = simulated ? session.controlPlane(true) : session.controlPlane();
        var safekeeping = controlPlane.safekeeping();
        var file = target == null ? safekeeping.take() : safekeeping.take(target);
        if (!output.print(session, "homelab/backup/v1", Map.of("file", file.toString()))) {
            session.console().result(file.toString());
        }
        if (target == null) {
            var removed = safekeeping.prune(keep).size();
            session.console().say("kept: " + safekeeping.list().size() + (removed == 0 ? "" : ", removed: " + removed));
        }
        var which = controlPlane.places().simulated() ? " --simulated" : "";
        session.console()
                .say("bring it back: homelab server stop" + which + ", then homelab server restore" + which + " "
                        + file);
        return ExitCode.DONE.code();
    }
}
