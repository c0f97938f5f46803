package io.homelab.cli.controlplane;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.wire.PayloadKeys;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A client of the control plane's Temporal server. */
public final class Connection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A person waits: a worker that does not answer a question by then is called silent. */
    private static final Duration QUESTION = Duration.ofSeconds(8);

    private static final Duration ANSWER = Duration.ofSeconds(3);

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
                        .setRpcQueryTimeout(QUESTION)
                        .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                                .setExpiration(QUESTION)
                                .validateBuildWithDefaults())
                        .validateAndBuildWithDefaults()),
                endpoint,
                keys);
    }

    /** Runs something with a connection; says what to do when nobody answers. */
    public <T> T use(Function<Connection, T> work) {
        try (this) {
            return explaining(work);
        }
    }

    private <T> T explaining(Function<Connection, T> work) {
        try {
            return work.apply(this);
        } catch (WorkflowNotFoundException e) {
            throw e;
        } catch (StatusRuntimeException | WorkflowServiceException e) {
            throw explained(e);
        }
    }

    private RuntimeException explained(RuntimeException e) {
        var code = code(e);
        var silent = code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
        if (silent && !answers()) {
            return new CommandFailure(
                    ExitCode.FAILED,
                    "Temporal does not answer at " + endpoint.address()
                            + (endpoint.uiPort() == 0
                                    ? " — is that the address? TEMPORAL_ADDRESS or your profile names it"
                                    : " — is the control plane running? homelab server status"),
                    e);
        }
        // The server answers for itself; a question to a run that no worker polls for ends like this.
        if (e instanceof WorkflowServiceException asked && (silent || code == Status.Code.FAILED_PRECONDITION)) {
            var run = asked.getExecution().getWorkflowId();
            return new CommandFailure(
                    ExitCode.FAILED,
                    "no worker answers for " + run + " — homelab server status, homelab run why " + run,
                    e);
        }
        return e;
    }

    private static Status.Code code(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException status) {
                return status.getStatus().getCode();
            }
        }
        return Status.Code.UNKNOWN;
    }

    private boolean answers() {
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
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
