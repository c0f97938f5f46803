package io.homelab.workflows.replay;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A history of released code, which replays with the code of today. It is recorded with {@code -Dhomelab.record=true} and in
 * no other way; one that no longer replays is a change that needs {@code Workflow.getVersion}, not a new recording.
 */
public record StoredHistory(String name, String workflowId) {
    private static final Path HISTORIES = Path.of("src/test/resources/histories");

    public WorkflowExecutionHistory read() throws IOException {
        return WorkflowExecutionHistory.fromJson(json(), workflowId);
    }

    /** As it would be if its workflow had asked for one activity where it asked for the other. */
    public WorkflowExecutionHistory withAnother(String activity, String instead) throws IOException {
        var json = json();
        var other = json.replace('"' + activity + '"', '"' + instead + '"');
        if (other.equals(json)) {
            throw new IllegalArgumentException(name + " never asked for " + activity);
        }
        return WorkflowExecutionHistory.fromJson(other, workflowId);
    }

    /** Keeps what was run just now, when that was asked for. */
    public void record(WorkflowExecutionHistory history) throws IOException {
        if (Boolean.getBoolean("homelab.record")) {
            Files.createDirectories(HISTORIES);
            Files.writeString(HISTORIES.resolve(name + ".json"), history.toJson(true) + "\n");
        }
    }

    private String json() throws IOException {
        try (var in = Objects.requireNonNull(
                StoredHistory.class.getResourceAsStream("/histories/" + name + ".json"),
                name + " was never recorded: -Dhomelab.record=true")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
