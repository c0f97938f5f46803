package io.homelab.cli.progress;

import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.controlplane.Connection;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.RunView;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.client.WorkflowException;
import io.temporal.failure.TemporalFailure;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains a wait: gathers what the run says of itself and what the server knows of it. */
public final class Why {
    private static final int LAST_EVENTS = 10;

    private final Connection connection;

    public Why(Connection connection) {
        this.connection = connection;
    }

    /** The explanation, line by line. */
    public List<String> explain(String run) {
        return Explanation.of(facts(run));
    }

    private Explanation.Facts facts(String run) {
        var description = connection.describe(run);
        var status = description.getWorkflowExecutionInfo().getStatus();
        var open = status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        var polled = open && polled(description);
        var attempt = description.hasPendingWorkflowTask()
                ? description.getPendingWorkflowTask().getAttempt()
                : 1;
        return new Explanation.Facts(
                run,
                open
                        ? Optional.empty()
                        : Optional.of(status.name()
                                .replace("WORKFLOW_EXECUTION_STATUS_", "")
                                .toLowerCase(Locale.ROOT)),
                polled,
                description.getExecutionConfig().getTaskQueue().getName(),
                attempt,
                attempt > 1 ? taskFailure(run) : null,
                description.getWorkflowExtendedInfo().getCancelRequested(),
                polled ? view(run) : Optional.empty(),
                description.getPendingActivitiesList().stream()
                        .map(this::activity)
                        .toList(),
                Instant.ofEpochMilli(System.currentTimeMillis()));
    }

    private Explanation.Activity activity(PendingActivityInfo activity) {
        return new Explanation.Activity(
                activity.getActivityType().getName(),
                activity.getState(),
                activity.getAttempt(),
                activity.hasHeartbeatDetails() ? seen(activity) : null,
                activity.hasHeartbeatDetails() ? instant(activity.getLastHeartbeatTime()) : null,
                activity.hasLastFailure() ? text(activity.getLastFailure()) : null,
                activity.hasScheduledTime() ? instant(activity.getScheduledTime()) : null,
                activity.hasNextAttemptScheduleTime() ? instant(activity.getNextAttemptScheduleTime()) : null);
    }

    private String seen(PendingActivityInfo activity) {
        return connection
                .client()
                .getOptions()
                .getDataConverter()
                .fromPayload(activity.getHeartbeatDetails().getPayloads(0), String.class, String.class);
    }

    /** A failure's own words, which the server holds encrypted when there is a payload key. */
    private String text(Failure failure) {
        var converter = connection.client().getOptions().getDataConverter();
        return converter.failureToException(failure) instanceof TemporalFailure known
                ? String.valueOf(known.getOriginalMessage())
                : failure.getMessage();
    }

    private @Nullable String taskFailure(String run) {
        var events = connection
                .stubs()
                .blockingStub()
                .getWorkflowExecutionHistoryReverse(GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                        .setNamespace(connection.endpoint().namespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(run))
                        .setMaximumPageSize(LAST_EVENTS)
                        .build())
                .getHistory()
                .getEventsList();
        return events.stream()
                .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
                .findFirst()
                .map(e -> text(e.getWorkflowTaskFailedEventAttributes().getFailure()))
                .orElse(null);
    }

    private boolean polled(DescribeWorkflowExecutionResponse description) {
        var pollers = connection
                .stubs()
                .blockingStub()
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(connection.endpoint().namespace())
                        .setTaskQueue(TaskQueue.newBuilder()
                                .setName(description
                                        .getExecutionConfig()
                                        .getTaskQueue()
                                        .getName()))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                        .build())
                .getPollersList();
        // A poller stays listed for minutes after its process died; a long poll lasts one.
        var alive = Instant.ofEpochMilli(System.currentTimeMillis()).minusSeconds(75);
        return pollers.stream().anyMatch(p -> instant(p.getLastAccessTime()).isAfter(alive));
    }

    private Optional<RunView> view(String run) {
        try {
            return Optional.of(
                    connection.client().newWorkflowStub(AttendedRun.class, run).progress());
        } catch (WorkflowException | StatusRuntimeException e) {
            return Optional.empty(); // its code fails, or the worker is on its way out: the server's facts must do
        }
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
