package io.homelab.cli.schedule;

import io.homelab.lab.definition.Lab;
import io.homelab.workflows.backup.proof.ProofNews;
import io.homelab.workflows.backup.proof.ProofWatch;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The watch that tells people when no proof of a backup comes. */
public final class ProofWatches {
    private final WorkflowClient client;

    public ProofWatches(WorkflowClient client) {
        this.client = client;
    }

    /** Whether a lab file promises proofs. */
    public static boolean isWanted(Lab lab) {
        var backups = lab.backups();
        return backups != null
                && (backups.schedule() != null
                        || backups.names().stream()
                                .anyMatch(name -> backups.proof(name).isPresent()));
    }

    /** Wakes the watch, so that it reads the lab file; starts it when there is none. */
    public void wake() {
        client.newUntypedWorkflowStub(
                        "WatchProofs",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HOME)
                                .setWorkflowId(WorkflowIds.proofs())
                                .setStaticSummary("Watch the proofs of backups")
                                .build())
                .signalWithStart("proved", new Object[] {new ProofNews(List.of())}, new @Nullable Object[] {null});
    }

    /** What is watched; empty when nobody watches. */
    public Optional<ProofWatch> find() {
        try {
            return Optional.of(
                    client.newUntypedWorkflowStub(WorkflowIds.proofs()).query("proofs", ProofWatch.class));
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        }
    }
}
