package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.ControlPlane;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The way back from a backup. */
@Command(
        name = "restore",
        description = {
            "Put a backup in the place of Temporal's database; the one that was there is kept beside it.",
            "Refused while the control plane runs, and for a backup that was altered or is of another lab."
        })
public final class ServerRestoreCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    private final Session session;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "What homelab server backup wrote.")
    @Nullable
    Path file;

    @Option(
            names = "--simulated",
            negatable = true,
            fallbackValue = "true",
            description = "The simulated lab's control plane.")
    boolean simulated;

    public ServerRestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var controlPlane = simulated ? session.controlPlane(true) : session.controlPlane();
        if (file == null) {
            throw new CommandFailure(ExitCode.USAGE, "which backup? " + choice(controlPlane));
        }
        var restored = controlPlane.restore(file);
        var console = session.console();
        console.say("restored the database as it was at " + restored.manifest().takenAt());
        restored.kept().ifPresent(kept -> console.say("the one that was there is kept: " + kept));
        console.say("runs that were open then go on when you start: each step looks at the lab before it writes");
        console.say("next: homelab server start" + (controlPlane.places().simulated() ? " --simulated" : "")
                + ", then homelab run list");
        return ExitCode.DONE.code();
    }

    private static String choice(ControlPlane controlPlane) {
        var newest = controlPlane.safekeeping().list().stream()
                .limit(SHOWN)
                .map(e -> "\n  homelab server restore " + e.file())
                .collect(Collectors.joining());
        var which = controlPlane.places().simulated() ? "--simulated " : "";
        return newest.isEmpty()
                ? "there is none in " + controlPlane.places().backups()
                : "the newest are:" + newest.replace("restore ", "restore " + which);
    }
}
