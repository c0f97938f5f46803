package io.homelab.systemtests;

import io.homelab.cli.Homelab;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** A simulated lab with its control plane, all real processes, in a directory of its own. */
public final class LabInABox implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> environment;
    private final double factor;

    private LabInABox(Path directory, Map<String, String> environment, double factor) {
        this.directory = directory;
        this.environment = environment;
        this.factor = factor;
    }

    /** What a command printed and how it ended. */
    public record Said(int code, String out, String err) {
        @Override
        public String toString() {
            return "exit code " + code + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
        }
    }

    /** Starts everything; {@code factor} is how much faster than in real life the lab is. */
    public static LabInABox start(double factor) {
        return start(factor, Map.of());
    }

    /** The same, with more in the environment of everything. */
    public static LabInABox start(double factor, Map<String, String> more) {
        try {
            var directory = Files.createTempDirectory("homelab-test-");
            var environment = new HashMap<>(System.getenv());
            environment.remove("TEMPORAL_ADDRESS");
            for (var kind : List.of("CONFIG", "STATE", "DATA", "CACHE")) {
                environment.put(
                        "XDG_" + kind + "_HOME",
                        directory
                                .resolve(kind.toLowerCase(java.util.Locale.ROOT))
                                .toString());
            }
            environment.put("HOMELAB_HOME", home());
            environment.put(
                    "HOMELAB_TEMPORAL", Objects.requireNonNullElse(System.getenv("HOMELAB_TEMPORAL"), "temporal"));
            environment.putAll(more);
            var lab = new LabInABox(directory, environment, factor);
            try {
                lab.startServers();
            } catch (IllegalStateException e) {
                lab.close(); // what did start must not outlive the test
                throw e;
            }
            return lab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code homelab server start --simulated}: brings up whatever does not run. */
    public void startServers() {
        var said = run("server", "start", "--simulated", "--factor", Double.toString(factor));
        if (said.code() != 0) {
            throw new IllegalStateException("the control plane does not start: " + said);
        }
    }

    /** Runs one command of the command line. */
    public Said run(String... args) {
        return run(Map.of(), args);
    }

    /** Runs one command with more in its environment. */
    public Said run(Map<String, String> more, String... args) {
        var all = new HashMap<>(environment);
        all.putAll(more);
        return command(all, args);
    }

    /** Runs one command that brings a lab of its own, such as {@code rehearse}. */
    public static Said command(Map<String, String> environment, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment);
        int code = Homelab.run(new Session(environment, console), args);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Kills a part of the control plane as {@code kill -9} does; whether it ran. */
    public boolean kill(String part) {
        var pid = controlPlane().status().stream()
                .filter(p -> p.name().equals(part))
                .findFirst()
                .orElseThrow()
                .pid();
        var process = ProcessHandle.of(pid);
        process.ifPresent(p -> {
            p.destroyForcibly();
            p.onExit().join();
        });
        return process.isPresent();
    }

    /** Every call that reached the lab. */
    public List<JsonNode> calls() {
        return calls(0);
    }

    /** Every call with a higher number. */
    public List<JsonNode> calls(long after) {
        return controlPlane()
                .simulator()
                .call("GET", "/worlds/lab/calls?after=" + after, Map.of())
                .valueStream()
                .toList();
    }

    /** The number of the newest call. */
    public long lastCall() {
        var calls = calls();
        return calls.isEmpty() ? 0 : calls.getLast().path("number").asLong();
    }

    /** Calls that did something, by a substring of their operation. */
    public List<JsonNode> committed(String operation) {
        return calls().stream()
                .filter(c -> c.path("committed").asBoolean()
                        && c.path("operation").asString().contains(operation))
                .toList();
    }

    /** The simulated lab's controls. */
    public JsonNode sim(String method, String path, Map<String, ?> body) {
        return controlPlane().simulator().call(method, "/worlds/lab" + path, body);
    }

    public ControlPlane controlPlane() {
        return new Session(environment, new Console(System.out, System.err, false, environment)).controlPlane(true);
    }

    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        controlPlane().stop();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String home() {
        return Objects.requireNonNull(System.getenv("HOMELAB_HOME"), "run the tests by ./homelab test");
    }
}
