package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.chaos.ChaosReport;
import io.homelab.cli.chaos.Matrix;
import io.homelab.cli.controlplane.Rehearsal;
import io.homelab.cli.output.Durations;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A rehearsal in which workers die: every call of a bootstrap, at every moment of it. */
final class ChaosOptions {
    private static final String CLUSTER = "large";

    @Option(
            names = "--chaos",
            paramLabel = "N|all",
            description = {
                "Kill the worker before, in the middle of and after N calls of a bootstrap, or all of them, and judge",
                "by the lab's record of calls. COMMAND may be: cluster bootstrap NAME (default: large, which has three",
                "control planes and two workers)."
            })
    @Nullable
    String chaos;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Chooses the calls, and which of them share a run (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--worlds",
            defaultValue = "8",
            description = "How many labs are built side by side (default: ${DEFAULT-VALUE}).")
    int worlds;

    @Option(
            names = "--traps",
            defaultValue = "10",
            description = "How many deaths one bootstrap has to survive (default: ${DEFAULT-VALUE}).")
    int traps;

    @Option(
            names = "--chaos-factor",
            defaultValue = "30",
            description = "How many times faster than in real life the labs are (default: ${DEFAULT-VALUE}).")
    double factor;

    boolean wanted() {
        return chaos != null;
    }

    int run(Session session, OutputFormat output, boolean keep, List<String> command) {
        var console = session.console();
        var options = new Matrix.Options(cluster(command), factor, sample(), seed, worlds, traps);
        try (var rehearsal = Rehearsal.begin(session, keep)) {
            var endpoint = rehearsal.startServers(console::say);
            console.say("Web UI at http://127.0.0.1:" + endpoint.uiPort() + " while this runs");
            var report = new Matrix(rehearsal.controlPlane(), options, console::say).run();
            if (!output.print(session, "homelab/chaos-report/v1", report)) {
                print(session, report);
            }
            return report.deviations().isEmpty() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
        }
    }

    private static void print(Session session, ChaosReport report) {
        var console = session.console();
        console.result("%d points in the record of calls, %d by the worker's own count"
                .formatted(report.points(), report.counted()));
        console.result("%d of %d traps tried: %d deaths, %d late returns, in %d labs"
                .formatted(report.tried(), report.traps(), report.kills(), report.stops(), report.runs()));
        console.result(report.recovery() + " more points were passed by recoveries alone");
        report.deviations()
                .forEach(d -> console.result(
                        "deviation in " + d.world() + ": " + d.what() + "  [" + String.join("; ", d.traps()) + "]"));
        console.result("%d deviations; seed %d; took %s"
                .formatted(report.deviations().size(), report.seed(), Durations.text(report.time())));
    }

    private OptionalInt sample() {
        if ("all".equals(chaos)) {
            return OptionalInt.empty();
        }
        if (chaos == null || !chaos.matches("[1-9][0-9]{0,5}")) {
            throw new CommandFailure(ExitCode.USAGE, "--chaos takes a number or 'all', not " + chaos);
        }
        return OptionalInt.of(Integer.parseInt(chaos));
    }

    private static String cluster(List<String> command) {
        if (command.isEmpty()) {
            return CLUSTER;
        }
        if (command.size() != 3 || !command.subList(0, 2).equals(List.of("cluster", "bootstrap"))) {
            throw new CommandFailure(ExitCode.USAGE, "with --chaos the command can only be: cluster bootstrap NAME");
        }
        return command.get(2);
    }
}
