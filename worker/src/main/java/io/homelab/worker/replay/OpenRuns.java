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
    private static final String CAUSE = ", error=";

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

    /** The part that a person can use: which event, and what the code wanted instead. */
    static String why(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PayloadCodecException) {
                return "its payloads cannot be read: " + cause.getMessage();
            }
        }
        var text = String.valueOf(failure.getMessage());
        // The SDK writes the run's protobuf text, line breaks included, then the cause.
        int at = text.indexOf(CAUSE);
        var cause = at < 0 ? text : text.substring(at + CAUSE.length());
        var lines = cause.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        return lines.stream()
                .filter(l -> l.contains(SDK_CODE))
                .findFirst()
                .orElse(lines.isEmpty() ? failure.toString() : lines.getFirst());
    }
}
