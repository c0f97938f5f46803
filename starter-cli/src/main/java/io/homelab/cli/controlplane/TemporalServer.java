package io.homelab.cli.controlplane;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.lab.backup.DatabaseFile;
import io.homelab.lab.state.AtomicFile;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** The Temporal dev server with a database file, as a process of this machine. */
final class TemporalServer {
    private static final int PORT = 7233;
    private static final int UI_PORT = 8233;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;

    private final Installation installation;
    private final Places places;
    private final Part part;

    TemporalServer(Installation installation, Places places) {
        this.installation = installation;
        this.places = places;
        this.part = new Part("temporal", places.processes());
    }

    Part part() {
        return part;
    }

    /** Starts it where it was, or on the usual ports if they are free; returns when it serves our namespace. */
    EndpointInfo start() {
        var before = EndpointInfo.read(places.endpointFile());
        if (part.running().isPresent() && before.isPresent()) {
            awaitServing(before.get());
            return before.get();
        }
        makeSchema();
        var endpoint = launch(
                part,
                places.database(),
                () -> port(before.map(EndpointInfo::port), PORT),
                () -> port(before.map(EndpointInfo::uiPort), UI_PORT),
                false);
        prepare(endpoint);
        var known = endpoint.with(version(endpoint));
        known.write(places.endpointFile());
        return known;
    }

    /**
     * Starts a server and returns when it serves. Ports that were free a moment ago may be taken by the server's own inner
     * services, which choose theirs at random: it then ends at once, and other ports are tried.
     */
    private EndpointInfo launch(Part server, Path database, IntSupplier port, IntSupplier uiPort, boolean headless) {
        for (int attempt = 1; ; attempt++) {
            int front = port.getAsInt();
            int ui = uiPort.getAsInt();
            var endpoint = new EndpointInfo("127.0.0.1:" + front, places.namespace(), front, ui, null);
            server.start(command(database, front, ui, headless), Map.of());
            try {
                awaitServing(server, endpoint);
                return endpoint;
            } catch (CommandFailure e) {
                if (attempt == ATTEMPTS || server.running().isPresent()) {
                    throw e;
                }
            }
        }
    }

    private int port(Optional<Integer> before, int usual) {
        return before.isEmpty() && !places.usual() ? Ports.any() : Ports.prefer(before.orElse(usual));
    }

    boolean stop() {
        return part.stop(STOP);
    }

    /**
     * The first start makes the schema. A power cut in the middle of it would leave a file that no later start can use, so
     * it is made in a draft that is renamed when the server has served from it and has stopped.
     */
    private void makeSchema() {
        var database = places.database();
        if (Files.exists(database)) {
            return;
        }
        try {
            var directory = places.state().resolve("temporal-draft");
            if (Files.exists(directory)) {
                Part.delete(directory);
            }
            Files.createDirectories(directory);
            var draft = directory.resolve("temporal.db");
            var drafting = new Part("temporal-draft", places.processes());
            launch(drafting, draft, Ports::any, Ports::any, true);
            drafting.stop(STOP);
            new DatabaseFile(draft).settle();
            new DatabaseFile(database).forgetJournals(); // somebody may have deleted the database alone
            AtomicFile.sync(draft);
            Files.move(draft, database, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.syncDirectory(places.state());
            Part.delete(directory);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot make the database " + database + ": " + e.getMessage(), e);
        }
    }

    private List<String> command(Path database, int port, int uiPort, boolean headless) {
        var command = new ArrayList<>(List.of(
                installation.temporal(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--namespace",
                places.namespace(),
                "--db-filename",
                database.toString(),
                "--log-level",
                "warn",
                "--log-format",
                "json"));
        if (headless) {
            command.add("--headless");
        } else {
            command.addAll(List.of("--ui-ip", "127.0.0.1", "--ui-port", Integer.toString(uiPort)));
        }
        return command;
    }

    private void awaitServing(EndpointInfo endpoint) {
        awaitServing(part, endpoint);
    }

    private static void awaitServing(Part server, EndpointInfo endpoint) {
        try (var connection = Connection.to(endpoint)) {
            Waiting.until(
                    START,
                    () -> {
                        if (server.running().isEmpty()) {
                            throw new CommandFailure(
                                    ExitCode.FAILED,
                                    "the Temporal server ended at once; the end of " + server.log() + ":\n"
                                            + server.tail());
                        }
                        try {
                            connection
                                    .stubs()
                                    .blockingStub()
                                    .withDeadlineAfter(java.time.Duration.ofSeconds(2))
                                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                                            .setNamespace(endpoint.namespace())
                                            .build());
                            return true;
                        } catch (StatusRuntimeException e) {
                            return false; // not serving yet
                        }
                    },
                    () -> "the Temporal server does not serve " + endpoint.address() + "; the end of " + server.log()
                            + ":\n" + server.tail());
        }
    }

    /** Another namespace of the running server, made when it is not there. */
    EndpointInfo namespace(String name) {
        var running = EndpointInfo.read(places.endpointFile()).orElseThrow();
        var endpoint =
                new EndpointInfo(running.address(), name, running.port(), running.uiPort(), running.serverVersion());
        try (var connection = Connection.to(endpoint)) {
            connection
                    .stubs()
                    .blockingStub()
                    .registerNamespace(RegisterNamespaceRequest.newBuilder()
                            .setNamespace(name)
                            .setWorkflowExecutionRetentionPeriod(Durations.fromDays(Namespace.RETENTION_DAYS))
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
                return endpoint;
            }
            throw e;
        }
        awaitServing(endpoint); // the server's own view of its namespaces lags
        prepare(endpoint);
        return endpoint;
    }

    private static void prepare(EndpointInfo endpoint) {
        try (var connection = Connection.to(endpoint)) {
            Namespace.prepare(connection);
        }
    }

    private static String version(EndpointInfo endpoint) {
        try (var connection = Connection.to(endpoint)) {
            return connection
                    .stubs()
                    .blockingStub()
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                    .getServerVersion();
        }
    }
}
