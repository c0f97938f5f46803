package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.SimulatorProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
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
    int world() {
        session.console().result(simulator().call("GET", WORLD, Map.of()).toPrettyString());
        return ExitCode.DONE.code();
    }

    @Command(name = "calls", description = "Every call that reached the simulated lab, one JSON object a line.")
    int calls(
            @Option(names = "--after", defaultValue = "0", description = "Only calls with a higher number.")
                    long after) {
        simulator().call("GET", WORLD + "/calls?after=" + after, Map.of()).forEach(call -> session.console()
                .result(call.toString()));
        return ExitCode.DONE.code();
    }

    @Command(
            name = "fault",
            description =
                    "Arm a fault: KIND and then key=value pairs (system, operation, target, skip, times, status, message, delayMillis).")
    int fault(
            @Parameters(paramLabel = "KIND") String kind,
            @Parameters(arity = "0..*", paramLabel = "KEY=VALUE") List<String> pairs) {
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
            @Parameters(paramLabel = "VMID") int vmid,
            @Parameters(arity = "1..*", paramLabel = "KEY=VALUE") List<String> pairs) {
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
