package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.wire.TemporalProfile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The control plane on this machine. Starting it again after anything — a kill, a power cut, a start that was itself cut
 * short — brings up what is missing and leaves what runs.
 */
public final class ControlPlane {
    private final Optional<TemporalProfile> elsewhere;
    private final Installation installation;
    private final Places places;
    private final TemporalServer temporal;
    private final WorkerProcess worker;
    private final SimulatorProcess simulator;

    /** The control plane of these places, with a Temporal server of its own. */
    public ControlPlane(Installation installation, Places places) {
        this(installation, places, Optional.empty());
    }

    /** The same; {@code elsewhere} is a Temporal server that somebody else runs. */
    public ControlPlane(Installation installation, Places places, Optional<TemporalProfile> elsewhere) {
        this.elsewhere = elsewhere;
        this.installation = installation;
        this.places = places;
        this.temporal = new TemporalServer(installation, places);
        this.worker = new WorkerProcess(installation, places);
        this.simulator = new SimulatorProcess(installation, places);
    }

    /** One part and its process id; 0 when it does not run. */
    public record PartStatus(String name, long pid, String log) {}

    /** Starts a simulator and a Temporal server, without a lab or a worker: for rehearsals that bring their own. */
    public EndpointInfo startServers(Consumer<String> say) {
        return exclusively(() -> {
            simulator.launch();
            say.accept("Temporal server …");
            var endpoint = temporal.start();
            say.accept("simulator …");
            simulator.awaitServing();
            return endpoint;
        });
    }

    /** A lab beside the usual one, in a directory and a namespace of its own; {@code namespace} may be used again. */
    public SideLab sideLab(String world, String namespace, double factor) {
        return SideLab.make(installation, places, simulator, temporal.namespace(namespace), world, factor);
    }

    /** Starts the process that hosts the workers of side labs; stdin and stdout are the caller's. */
    public Process chaosHost() {
        return SideLab.host(installation, places);
    }

    /** Starts whatever does not run; says what it does. {@code factor} is how much faster a new simulated lab is. */
    public EndpointInfo start(double factor, Consumer<String> say) {
        return exclusively(() -> {
            if (elsewhere.isPresent()) {
                return startWorkerOnly(elsewhere.get(), say);
            }
            if (places.simulated()) {
                simulator.launch();
            }
            say.accept("Temporal server …");
            var endpoint = temporal.start();
            if (places.simulated()) {
                say.accept("simulated lab …");
                simulator.awaitServing();
                new SimulatedLab(installation, places, simulator).ensure(factor);
            }
            say.accept("worker …");
            worker.start(endpoint, say);
            return endpoint;
        });
    }

    private EndpointInfo startWorkerOnly(TemporalProfile server, Consumer<String> say) {
        if (temporal.part().running().isPresent()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "this machine's own Temporal server runs, and " + server.source(TemporalProfile.ADDRESS) + " names "
                            + server.address() + ": homelab server stop first, or unset that");
        }
        say.accept("only the worker is started: Temporal is at " + server.address() + ", namespace "
                + server.namespace() + " (" + server.source(TemporalProfile.ADDRESS) + ")");
        var endpoint = EndpointInfo.of(server);
        return Connection.to(endpoint, server.stubs(), Optional.empty()).use(connection -> {
            Namespace.prepareElsewhere(connection, say);
            worker.startElsewhere(connection, say);
            return endpoint;
        });
    }

    /** Stops what runs; touches no lab. Returns what was stopped. */
    public List<String> stop() {
        return exclusively(() -> {
            var stopped = new java.util.ArrayList<String>();
            if (worker.stop()) {
                stopped.add("worker");
            }
            if (temporal.stop()) {
                stopped.add("temporal");
            }
            if (simulator.stop()) {
                stopped.add("simulator");
            }
            stopped.addAll(RealParts.stopAll(places));
            return stopped;
        });
    }

    /** The namespace that a state directory was started with: a kept rehearsal has one of its own. */
    public static String namespace(Path state, boolean simulated) {
        return EndpointInfo.read(Places.endpointFile(state))
                .map(EndpointInfo::namespace)
                .orElseGet(() -> Places.usualNamespace(simulated));
    }

    /** What runs. */
    public List<PartStatus> status() {
        var parts = new java.util.ArrayList<Part>(
                elsewhere.isPresent() ? List.of(worker.part()) : List.of(temporal.part(), worker.part()));
        if (places.simulated()) {
            parts.add(simulator.part());
            parts.addAll(RealParts.all(places));
        }
        return parts.stream()
                .map(p -> new PartStatus(
                        p.name(),
                        p.running().map(ProcessHandle::pid).orElse(0L),
                        p.log().toString()))
                .toList();
    }

    /** Backups of its database. */
    public Safekeeping safekeeping() {
        elsewhere.ifPresent(server -> {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the Temporal server is elsewhere, at " + server.address() + " ("
                            + server.source(TemporalProfile.ADDRESS)
                            + "): its database is backed up and restored where it runs");
        });
        return new Safekeeping(places, Clock.systemUTC());
    }

    /** Puts a backup in the database's place; refused while anything runs that uses it. */
    public Safekeeping.Restored restore(Path backup) {
        return exclusively(() -> {
            var running = status().stream()
                    .filter(p ->
                            p.pid() > 0 && !p.name().equals(simulator.part().name()))
                    .map(PartStatus::name)
                    .toList();
            if (!running.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the control plane runs (" + String.join(", ", running)
                                + "): stop it first, its runs go on later — homelab server stop"
                                + (places.simulated() ? " --simulated" : ""));
            }
            return safekeeping().restore(backup);
        });
    }

    /** Where it is reached, if it was ever started. */
    public Optional<EndpointInfo> endpoint() {
        return elsewhere.isPresent() ? elsewhere.map(EndpointInfo::of) : EndpointInfo.read(places.endpointFile());
    }

    /** The Temporal server that somebody else runs for it, if so. */
    public Optional<TemporalProfile> elsewhere() {
        return elsewhere;
    }

    /** What the worker logs. */
    public Path workerLog() {
        return worker.part().log();
    }

    /** The simulated lab's controls. */
    public SimulatorProcess simulator() {
        return simulator;
    }

    public Places places() {
        return places;
    }

    private <T> T exclusively(Supplier<T> work) {
        var lockFile = places.processes().resolve("lock");
        try {
            Files.createDirectories(places.processes());
            try (var file = new RandomAccessFile(lockFile.toFile(), "rw");
                    FileLock lock = file.getChannel().tryLock()) {
                if (lock == null) {
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            "another homelab command is starting or stopping this control plane; try again");
                }
                return work.get();
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot lock " + lockFile + ": " + e.getMessage(), e);
        }
    }
}
