package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.output.Durations;
import io.homelab.cli.output.Table;
import io.homelab.workflows.wire.TemporalProfile;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The control plane on this machine. Starting and stopping it touches no lab. */
@Command(
        name = "server",
        description = "Start, stop, look at, back up and restore the control plane on this machine.",
        subcommands = {ServerBackupCommand.class, ServerRestoreCommand.class})
public final class ServerCommand {
    private static final Duration STALE = Duration.ofHours(36);

    private final Session session;

    public ServerCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "start",
            description = "Start what does not run: Temporal, the worker, and with --simulated a simulated lab.")
    int start(
            @Option(
                            names = "--simulated",
                            negatable = true,
                            fallbackValue = "true",
                            description = "With a simulated lab instead of a real one.")
                    boolean simulated,
            @Option(
                            names = "--factor",
                            defaultValue = "6",
                            description =
                                    "How many times faster than in real life a new simulated lab is (default: ${DEFAULT-VALUE}).")
                    double factor) {
        var console = session.console();
        var controlPlane = session.controlPlane(simulated);
        var endpoint = controlPlane.start(factor, console::say);
        console.say("Temporal at " + endpoint.address() + ", namespace " + endpoint.namespace());
        if (endpoint.uiPort() > 0) {
            console.say("Web UI at http://127.0.0.1:" + endpoint.uiPort());
        }
        console.say("lab file " + controlPlane.places().labFile());
        console.say("next: homelab cluster plan dev");
        return ExitCode.DONE.code();
    }

    @Command(name = "stop", description = "Stop the control plane. Runs go on when it is started again.")
    int stop(
            @Option(
                            names = "--simulated",
                            negatable = true,
                            fallbackValue = "true",
                            description = "The simulated lab's control plane.")
                    boolean simulated) {
        var controlPlane = simulated ? session.controlPlane(true) : session.controlPlane();
        var stopped = controlPlane.stop();
        session.console().say(stopped.isEmpty() ? "nothing was running" : "stopped " + String.join(", ", stopped));
        return ExitCode.DONE.code();
    }

    @Command(name = "status", description = "What runs, and where its logs are.")
    int status(
            @Option(
                            names = "--simulated",
                            negatable = true,
                            fallbackValue = "true",
                            description = "The simulated lab's control plane.")
                    boolean simulated,
            @Mixin OutputFormat output) {
        var controlPlane = simulated ? session.controlPlane(true) : session.controlPlane();
        var all = controlPlane.status().stream().allMatch(part -> part.pid() > 0);
        if (output.print(session, "homelab/control-plane/v1", controlPlane.status())) {
            return all ? ExitCode.DONE.code() : ExitCode.FAILED.code();
        }
        var table = new Table("PART", "STATE", "PID", "LOG");
        for (var part : controlPlane.status()) {
            table.row(
                    part.name(),
                    part.pid() > 0 ? "running" : "stopped",
                    part.pid() > 0 ? Long.toString(part.pid()) : "-",
                    part.log());
        }
        table.lines().forEach(session.console()::result);
        session.console().say("lab file " + controlPlane.places().labFile());
        if (controlPlane.elsewhere().isPresent()) {
            session.console().say(server(controlPlane.elsewhere().get()));
        } else {
            controlPlane
                    .endpoint()
                    .filter(e -> controlPlane.status().getFirst().pid() > 0)
                    .ifPresent(e -> session.console()
                            .say("Temporal at " + e.address() + " (this machine's own), namespace " + e.namespace()
                                    + ", Web UI at http://127.0.0.1:" + e.uiPort()));
            session.console().say(lastBackup(controlPlane));
        }
        return all ? ExitCode.DONE.code() : ExitCode.FAILED.code();
    }

    private static String server(TemporalProfile server) {
        return "Temporal at " + server.address() + " (" + server.source(TemporalProfile.ADDRESS) + "), namespace "
                + server.namespace() + " (" + server.source(TemporalProfile.NAMESPACE) + "), "
                + (server.encrypted() ? "with TLS" : "in clear") + (server.hasApiKey() ? ", with an API key" : "");
    }

    private static String lastBackup(ControlPlane controlPlane) {
        var backups = controlPlane.safekeeping().list();
        if (backups.isEmpty()) {
            return "no backup of the database yet: the worker takes one each night, homelab server backup takes one now";
        }
        var newest = backups.getFirst();
        var age = Duration.between(newest.takenAt(), Instant.ofEpochMilli(System.currentTimeMillis()));
        return "last backup " + Durations.text(age) + " ago: " + newest.file() + ", " + backups.size() + " kept"
                + (age.compareTo(STALE) > 0 ? " — nights were missed: the worker's log says why, if it ran" : "");
    }
}
