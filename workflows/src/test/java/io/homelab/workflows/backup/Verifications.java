package io.homelab.workflows.backup;

import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;

/** Verifications of everything that a fake lab has. */
final class Verifications {
    private Verifications() {}

    /** One that may be started, in an environment that runs. */
    static VerifyBackups start(TestWorkflowEnvironment env, Worker worker, FakeBackups backups) {
        worker.registerActivitiesImplementations(backups);
        env.start();
        return env.getWorkflowClient()
                .newWorkflowStub(
                        VerifyBackups.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.backups())
                                .build());
    }

    static VerifyRequest request() {
        return new VerifyRequest(List.of(), false, null);
    }
}
