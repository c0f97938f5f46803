package io.homelab.activities.real;

import io.grpc.StatusRuntimeException;
import io.homelab.workflows.wire.SearchAttributes;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A real Temporal development server that keeps everything in memory. */
public final class TemporalInTest implements AutoCloseable {
    public static final String NAMESPACE = "homelab";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    private final Process process;
    private final String address;
    private final WorkflowServiceStubs stubs;

    private TemporalInTest(Process process, String address, WorkflowServiceStubs stubs) {
        this.process = process;
        this.address = address;
        this.stubs = stubs;
    }

    /** Starts one; between the choice of a port and its use somebody else may take it, and then another one is chosen. */
    public static TemporalInTest start(Path log) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(log);
            } catch (Ended e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static TemporalInTest once(Path log) {
        try {
            var port = RealServers.freePort();
            var process = new ProcessBuilder(command(port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var address = "127.0.0.1:" + port;
            var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(address)
                    .setRpcTimeout(PATIENCE)
                    .build());
            var server = new TemporalInTest(process, address, stubs);
            try {
                RealServers.until("Temporal serves its namespace, see " + log, server::serves);
                return server;
            } catch (RuntimeException | AssertionError e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server ended instead of serving. */
    private static final class Ended extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Ended(int code) {
            super("the Temporal server ended with " + code);
        }
    }

    private static List<String> command(int port) {
        var binary = Objects.requireNonNullElse(
                System.getProperty("homelab.temporal"),
                Objects.requireNonNullElse(System.getenv("HOMELAB_TEMPORAL"), "temporal"));
        var command = new ArrayList<>(List.of(
                binary,
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--namespace",
                NAMESPACE,
                "--log-level",
                "error"));
        for (var attribute : SearchAttributes.ALL) {
            var type = attribute.getValueClass() == Boolean.class ? "Bool" : "Keyword";
            command.addAll(List.of("--search-attribute", attribute.getName() + "=" + type));
        }
        return command;
    }

    private boolean serves() {
        if (!process.isAlive()) {
            throw new Ended(process.exitValue());
        }
        try {
            return stubs.blockingStub()
                    .withDeadlineAfter(2, java.util.concurrent.TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(NAMESPACE)
                            .build())
                    .hasNamespaceInfo();
        } catch (StatusRuntimeException e) {
            return false; // it is still starting
        }
    }

    public String address() {
        return address;
    }

    public WorkflowServiceStubs stubs() {
        return stubs;
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        process.destroyForcibly();
        process.onExit().join();
    }
}
