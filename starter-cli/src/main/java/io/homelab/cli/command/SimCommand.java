package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.SimulatorProcess;
import io.homelab.cli.output.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The simulated lab's controls. */
@Command(name = "sim", description = "Make things go wrong in the simulated lab, and see what was asked of it.")
public final class SimCommand {
    private static final String WORLD = "/worlds/lab";

    private final Session session;

    public SimCommand(Session session) {
        this.session = session;
    }

    @Command(name = "world", description = "The simulated lab as it is.")
    int world(@Mixin OutputFormat output) {
        var world = simulator().call("GET", WORLD, Map.of());
        if (!output.print(session, "homelab/sim-world/v1", OutputFormat.plain(world))) {
            session.console().result(world.toPrettyString());
        }
        return ExitCode.DONE.code();
    }

    @Command(
            name = "calls",
            description = "Every call that reached the simulated lab; with -o jsonl, a JSON object a line.")
    int calls(
            @Option(
                            names = "--after",
                            paramLabel = "NUMBER",
                            defaultValue = "0",
                            description = "Only calls with a higher number.")
                    long after,
            @Mixin OutputFormat output) {
        var calls = simulator().call("GET", WORLD + "/calls?after=" + after, Map.of());
        if (output.streams()) {
            calls.forEach(call -> output.print(session, "homelab/sim-call/v1", OutputFormat.plain(call)));
        } else if (!output.print(session, "homelab/sim-calls/v1", OutputFormat.plain(calls))) {
            var table = new Table("NUMBER", "AT", "SYSTEM", "OPERATION", "TARGET", "STATUS", "DONE");
            calls.forEach(c -> table.row(
                    c.path("number").asString(),
                    c.path("at").asString(),
                    c.path("system").asString(),
                    c.path("operation").asString(),
                    c.path("target").asString(),
                    c.path("status").asString(),
                    c.path("committed").asBoolean() ? "yes" : "no"));
            table.lines().forEach(session.console()::result);
        }
        return ExitCode.DONE.code();
    }

    @Command(
            name = "fault",
            description =
                    "Arm a fault: KIND and then key=value pairs (system, operation, target, skip, times, status, message, delayMillis).")
    int fault(
            @Parameters(paramLabel = "KIND", description = "Such as DROP_REPLY; docs/process/rehearsal.md lists them.")
                    String kind,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "KEY=VALUE",
                            description = "Which calls, and what happens to them.")
                    List<String> pairs) {
        var body = new LinkedHashMap<String, Object>();
        body.put("kind", kind);
        if (pairs != null) {
            pairs.forEach(pair -> body.put(pair.replaceFirst("=.*", ""), value(pair.replaceFirst("[^=]*=", ""))));
        }
        session.console()
                .result(simulator().call("POST", WORLD + "/faults", body).toPrettyString());
        return ExitCode.DONE.code();
    }

    @Command(name = "clear", description = "Disarm every fault.")
    int clear() {
        simulator().call("DELETE", WORLD + "/faults", Map.of());
        return ExitCode.DONE.code();
    }

    @Command(name = "power-cut", description = "Cut the power of the whole simulated lab.")
    int powerCut() {
        simulator().call("POST", WORLD + "/power-cut", Map.of());
        return ExitCode.DONE.code();
    }

    @Command(name = "drift", description = "Change a machine behind our back: VMID and then key=value pairs.")
    int drift(
            @Parameters(paramLabel = "VMID", description = "The machine's number.") int vmid,
            @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = "Lines of its configuration.")
                    List<String> pairs) {
        var body = new LinkedHashMap<String, Object>();
        pairs.forEach(pair -> body.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("[^=]*=", "")));
        session.console()
                .result(simulator()
                        .call("PATCH", WORLD + "/vms/" + vmid, Map.of("set", body))
                        .toPrettyString());
        return ExitCode.DONE.code();
    }

    private SimulatorProcess simulator() {
        return session.controlPlane(true).simulator();
    }

    private static Object value(String text) {
        return text.matches("[0-9]+") ? (Object) Long.valueOf(text) : text;
    }
}
