package io.homelab.cli.controlplane;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.wire.PayloadKeys;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryRejectedException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.StatusUtils;
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
        } catch (WorkflowQueryRejectedException e) { // so the server says of a run whose first task nobody has done
            var run = e.getExecution().getWorkflowId();
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "no worker has begun with " + run + " yet — homelab server status, homelab run why " + run,
                    e);
        } catch (StatusRuntimeException | WorkflowServiceException | ScheduleException e) {
            throw explained(e);
        }
    }

    private RuntimeException explained(RuntimeException e) {
        if (!isOurs() && is(e, NamespaceNotFoundFailure.class)) {
            return new CommandFailure(
                    ExitCode.FAILED,
                    "there is no namespace " + endpoint.namespace() + " at " + endpoint.address()
                            + " — TEMPORAL_NAMESPACE or your profile names it",
                    e);
        }
        var code = code(e);
        var silent = code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
        if (silent && !answers()) {
            return new CommandFailure(
                    ExitCode.FAILED,
                    "Temporal does not answer at " + endpoint.address()
                            + (isOurs()
                                    ? " — is the control plane running? homelab server status"
                                    : " — is that the address? TEMPORAL_ADDRESS or your profile names it"),
                    e);
        }
        if (code == Status.Code.UNAVAILABLE || withoutDatabase(e)) {
            return new CommandFailure(
                    ExitCode.FAILED,
                    "Temporal at " + endpoint.address() + " cannot work now: " + words(e)
                            + " — is the disk of its database full? runs go on by themselves when there is room; "
                            + "its log: homelab server status",
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

    /**
     * What the server knows of a run.
     *
     * @throws CommandFailure when there is no such run
     */
    public DescribeWorkflowExecutionResponse describe(String run) {
        try {
            return stubs.blockingStub()
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(endpoint.namespace())
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(run))
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND && !is(e, NamespaceNotFoundFailure.class)) {
                throw new CommandFailure(ExitCode.FAILED, "there is no run " + run + " — homelab run list", e);
            }
            throw e;
        }
    }

    /** Whether the server is away for now, and its runs are not: it does not answer, or it cannot use its database. */
    public boolean isAway(StatusRuntimeException e) {
        return switch (e.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED -> true;
            default -> withoutDatabase(e);
        };
    }

    /** SQLite's own words, which Temporal passes on; without its database our own server does not even know its namespace. */
    private boolean withoutDatabase(RuntimeException e) {
        var words = words(e);
        return words.contains("disk I/O error")
                || words.contains("database or disk is full")
                || isOurs() && is(e, NamespaceNotFoundFailure.class);
    }

    /** Whether it is the server that this machine runs. */
    private boolean isOurs() {
        return endpoint.uiPort() != 0;
    }

    private static String words(Throwable e) {
        return String.valueOf(status(e)
                .map(StatusRuntimeException::getStatus)
                .map(Status::getDescription)
                .orElse(e.getMessage()));
    }

    private static boolean is(Throwable e, Class<? extends Message> failure) {
        return status(e)
                .filter(status -> StatusUtils.hasFailure(status, failure))
                .isPresent();
    }

    /** What the server answered, if it is that which went wrong. */
    private static Optional<StatusRuntimeException> status(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException status) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    private static Status.Code code(Throwable e) {
        return status(e)
                .map(StatusRuntimeException::getStatus)
                .map(Status::getCode)
                .orElse(Status.Code.UNKNOWN);
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

    /** The schedules of the server. */
    public ScheduleClient schedules() {
        return ScheduleClient.newInstance(
                stubs,
                ScheduleClientOptions.newBuilder()
                        .setNamespace(endpoint.namespace())
                        .setIdentity(client.getOptions().getIdentity())
                        .setDataConverter(client.getOptions().getDataConverter())
                        .build());
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
