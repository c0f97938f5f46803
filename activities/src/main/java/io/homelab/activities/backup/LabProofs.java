package io.homelab.activities.backup;

import io.grpc.StatusRuntimeException;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.ProofPromise;
import io.homelab.lab.freeze.Cadence;
import io.homelab.workflows.backup.proof.ProofActivities;
import io.homelab.workflows.backup.proof.ProofNews;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.spring.boot.ActivityImpl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the lab file promises, and brings proofs to the watch: by one call that starts it when there is none. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabProofs implements ProofActivities {
    private final LabReader labs;
    private final WorkflowClient client;
    private final LabClock clock;

    public LabProofs(LabReader labs, WorkflowClient client, LabClock clock) {
        this.labs = labs;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public ProofPromises promises() {
        var lab = labs.current().lab();
        var backups = lab.backups();
        if (backups == null) {
            return new ProofPromises(lab.name(), lab.simulated(), List.of());
        }
        var promises = new LinkedHashMap<String, Optional<ProofPromise>>();
        backups.sets().forEach((name, set) -> promises.put(name, Optional.ofNullable(set.proof())));
        backups.pools().forEach((name, pool) -> promises.put(name, Optional.ofNullable(pool.proof())));
        var terms = promises.entrySet().stream()
                .flatMap(each -> Cadence.proofWithin(backups, each.getValue().orElse(null), clock.now()).stream()
                        .map(within -> new ProofTerm(each.getKey(), within)))
                .toList();
        return new ProofPromises(lab.name(), lab.simulated(), terms);
    }

    @Override
    public void tell(ProofNews news) {
        try {
            client.newUntypedWorkflowStub(
                            "WatchProofs",
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(TaskQueues.HOME)
                                    .setWorkflowId(WorkflowIds.proofs())
                                    .setStaticSummary("Watch the proofs of backups")
                                    .build())
                    .signalWithStart("proved", new Object[] {news}, new @Nullable Object[] {null});
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "the watch of proofs cannot be told: " + e.getMessage(),
                    WorkflowIds.proofs(),
                    "homelab server status",
                    e);
        }
    }
}
