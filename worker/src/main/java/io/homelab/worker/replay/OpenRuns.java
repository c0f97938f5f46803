package io.homelab.worker.replay;

import io.homelab.workflows.wire.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open runs of our queue, each replayed from its beginning with the code at hand. */
final class OpenRuns {
    private static final String SDK_CODE = "[TMPRL";

    private final WorkflowClient client;
    private final Worker worker;

    OpenRuns(WorkflowClient client, Worker worker) {
        this.client = client;
        this.worker = worker;
    }

    /** A run that this code cannot go on with. */
    record Mismatch(String workflowId, String type, String why) {}

    /** Replays all of them; nothing is sent to the server. */
    List<Mismatch> mismatches() {
        var found = new ArrayList<Mismatch>();
        var query = "ExecutionStatus='Running' AND TaskQueue='" + TaskQueues.HOME + "'";
        client.listExecutions(query).forEach(run -> {
            var why = replay(run.getExecution());
            if (why != null) {
                found.add(new Mismatch(run.getExecution().getWorkflowId(), run.getWorkflowType(), why));
            }
        });
        return found;
    }

    private @Nullable String replay(WorkflowExecution run) {
        var history = client.fetchHistory(run.getWorkflowId(), run.getRunId());
        try {
            worker.replayWorkflowExecution(history);
            return null;
        } catch (Exception e) { // the SDK declares no narrower type
            return why(e);
        }
    }

    /** The cause that a person can use: which event, and what the code wanted instead. */
    static String why(Throwable failure) {
        String deepest = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var message = cause.getMessage();
            if (cause instanceof PayloadCodecException) {
                return "its payloads cannot be read: " + message;
            }
            if (message != null && message.contains(SDK_CODE)) {
                return message.lines().findFirst().orElse(message);
            }
            if (message != null) {
                deepest = message.lines().findFirst().orElse(message);
            }
        }
        return deepest;
    }
}
