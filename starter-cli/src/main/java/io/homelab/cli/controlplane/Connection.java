package io.homelab.cli.controlplane;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.wire.PayloadKeys;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A client of the control plane's Temporal server. */
public final class Connection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final EndpointInfo endpoint;

    private Connection(WorkflowServiceStubs stubs, EndpointInfo endpoint, Optional<PayloadKeys> keys) {
        this.stubs = stubs;
        this.endpoint = endpoint;
        this.client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(endpoint.namespace())
                        .setIdentity("homelab-cli@" + ProcessHandle.current().pid())
                        .setDataConverter(WireFormat.converter(keys))
                        .build());
    }

    /** A lazy connection to the server of this machine, for what needs no payload. */
    public static Connection to(EndpointInfo endpoint) {
        return to(endpoint, Optional.empty());
    }

    /** A lazy connection to the server of this machine. */
    public static Connection to(EndpointInfo endpoint, Optional<PayloadKeys> keys) {
        return to(endpoint, WorkflowServiceStubsOptions.newBuilder().setTarget(endpoint.address()), keys);
    }

    /** A lazy connection with options of a person's own: TLS, an API key. */
    public static Connection to(
            EndpointInfo endpoint, WorkflowServiceStubsOptions.Builder options, Optional<PayloadKeys> keys) {
        return new Connection(
                WorkflowServiceStubs.newServiceStubs(options.setSystemInfoTimeout(PATIENCE)
                        .setRpcTimeout(PATIENCE)
                        .validateAndBuildWithDefaults()),
                endpoint,
                keys);
    }

    /** Runs something with a connection; says what to do when nobody answers. */
    public <T> T use(Function<Connection, T> work) {
        try (this) {
            return work.apply(this);
        } catch (StatusRuntimeException | WorkflowServiceException e) {
            if (away(e)) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "Temporal does not answer at " + endpoint.address()
                                + (endpoint.uiPort() == 0
                                        ? " — is that the address? TEMPORAL_ADDRESS or your profile names it"
                                        : " — is the control plane running? homelab server status"),
                        e);
            }
            throw e;
        }
    }

    private static boolean away(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException status) {
                var code = status.getStatus().getCode();
                return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
            }
        }
        return false;
    }

    public WorkflowClient client() {
        return client;
    }

    public WorkflowServiceStubs stubs() {
        return stubs;
    }

    public EndpointInfo endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(1, TimeUnit.SECONDS);
    }
}
