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
    /** "Workflow thread didn't yield control for over 1s": said of a machine that is out of breath, not of the code. */
    private static final String OUT_OF_BREATH = "[TMPRL1101]";

    private static final int TRIES = 5;

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
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                worker.replayWorkflowExecution(history);
                return null;
            } catch (Exception e) { // the SDK declares no narrower type
                if (!isOutOfBreath(e)) {
                    return why(e);
                }
            }
        }
        // Not a mismatch as far as anybody knows: a worker that polls is in no hurry, and the SDK tries such tasks
        // again.
        return null;
    }

    /** Whether a replay says nothing of the code, because the machine was too busy for it. */
    static boolean isOutOfBreath(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(OUT_OF_BREATH)) {
                return true;
            }
        }
        return false;
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
