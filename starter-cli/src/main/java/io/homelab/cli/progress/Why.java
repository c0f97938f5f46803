package io.homelab.cli.progress;

import com.google.protobuf.Timestamp;
import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.output.Console;
import io.homelab.cli.output.Durations;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.RunView;
import io.homelab.workflows.progress.StepState;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Explains a wait from what the run says of itself and from what the server knows: pending activities, pollers, failing tasks. */
public final class Why {
    private final Connection connection;
    private final Console console;

    public Why(Connection connection, Console console) {
        this.connection = connection;
        this.console = console;
    }

    /** Prints the explanation. */
    public void explain(String run) {
        var description = describe(run);
        var status = description.getWorkflowExecutionInfo().getStatus();
        if (status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
            console.result(run + " does not wait: it is "
                    + status.name().replace("WORKFLOW_EXECUTION_STATUS_", "").toLowerCase(java.util.Locale.ROOT));
            return;
        }
        if (!polled(description)) {
            console.result("no worker polls the task queue "
                    + description.getExecutionConfig().getTaskQueue().getName() + ": nothing of this run can go on");
            console.result("  homelab server start");
            description.getPendingActivitiesList().forEach(this::activity);
            return;
        }
        if (description.hasPendingWorkflowTask()
                && description.getPendingWorkflowTask().getAttempt() > 1) {
            console.result("the workflow code itself fails, attempt "
                    + description.getPendingWorkflowTask().getAttempt()
                    + ": the worker's log says how — homelab server status");
        }
        view(run).ifPresent(view -> state(run, view));
        description.getPendingActivitiesList().forEach(this::activity);
    }

    private void state(String run, RunView view) {
        for (var item : view.attention()) {
            StepText.attention(run, item).forEach(console::result);
            console.result("  since " + since(item.since()));
        }
        for (var step : view.steps()) {
            if (step.state() == StepState.RUNNING) {
                console.result(
                        "working on: " + step.title() + (step.since() == null ? "" : ", since " + since(step.since())));
            }
        }
    }

    private void activity(PendingActivityInfo activity) {
        console.result("  " + activity.getActivityType().getName() + ", attempt " + activity.getAttempt());
        if (activity.hasHeartbeatDetails()) {
            var seen = connection
                    .client()
                    .getOptions()
                    .getDataConverter()
                    .fromPayload(activity.getHeartbeatDetails().getPayloads(0), String.class, String.class);
            console.result("    sees: " + seen + ", " + since(instant(activity.getLastHeartbeatTime())));
        }
        if (activity.hasLastFailure()) {
            console.result("    last error: " + activity.getLastFailure().getMessage());
        }
        if (activity.hasNextAttemptScheduleTime()) {
            console.result("    next try in "
                    + Durations.text(Duration.between(now(), instant(activity.getNextAttemptScheduleTime()))));
        }
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
        var alive = now().minusSeconds(75);
        return pollers.stream().anyMatch(p -> instant(p.getLastAccessTime()).isAfter(alive));
    }

    private Optional<RunView> view(String run) {
        try {
            return Optional.of(
                    connection.client().newWorkflowStub(AttendedRun.class, run).progress());
        } catch (WorkflowServiceException e) {
            console.result("the run cannot say itself what it does: " + e.getMessage());
            return Optional.empty();
        }
    }

    private DescribeWorkflowExecutionResponse describe(String run) {
        return connection
                .stubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(connection.endpoint().namespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(run))
                        .build());
    }

    private static String since(Instant at) {
        return Durations.text(Duration.between(at, now())) + " ago";
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
