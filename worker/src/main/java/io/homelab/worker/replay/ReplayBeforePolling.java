package io.homelab.worker.replay;

import io.homelab.lab.Version;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Runs before the starter lets workers poll. A run whose history this code cannot replay would fail task after task, half
 * way through its lab; so the worker does not start, and says which run, which event, and what helps.
 */
@Component
@EnableConfigurationProperties(ReplayProperties.class)
class ReplayBeforePolling implements ApplicationRunner {
    private final WorkflowClient client;
    private final WorkerFactory workers;
    private final ReplayProperties properties;

    ReplayBeforePolling(WorkflowClient client, WorkerFactory workers, ReplayProperties properties) {
        this.client = client;
        this.workers = workers;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        var mismatches = new OpenRuns(client, workers.getWorker(TaskQueues.HOME)).mismatches();
        if (mismatches.isEmpty()) {
            return;
        }
        var text = text(mismatches);
        if (!properties.report().isEmpty()) {
            Files.writeString(Path.of(properties.report()), text);
        }
        throw new CannotGoOn(text);
    }

    private static String text(List<OpenRuns.Mismatch> mismatches) {
        var text = new StringBuilder("this version of homelab (" + Version.ours() + ") cannot go on with "
                + (mismatches.size() == 1 ? "an open run" : mismatches.size() + " open runs") + ":\n");
        for (var run : mismatches) {
            text.append("  ")
                    .append(run.workflowId())
                    .append(" (")
                    .append(run.type())
                    .append("): ");
            text.append(run.why()).append('\n');
        }
        text.append("the lab was not touched, and no worker of this version runs. Either of these helps:\n");
        text.append("  let the version that began it end it: go back to that one, and homelab server start\n");
        for (var run : mismatches) {
            text.append("  give it up, then start it again: homelab run terminate ")
                    .append(run.workflowId());
            text.append(" (undoes nothing; the next one looks before it writes)\n");
        }
        return text.toString();
    }
}
