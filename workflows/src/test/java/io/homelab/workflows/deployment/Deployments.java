package io.homelab.workflows.deployment;

import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;

/** Deployments on a server whose time skips. */
final class Deployments {
    private Deployments() {}

    static DeployDev start(TestWorkflowEnvironment env, Worker worker, FakeDev dev) {
        worker.registerActivitiesImplementations(dev);
        env.start();
        var run = env.getWorkflowClient()
                .newWorkflowStub(
                        DeployDev.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.deployment("dev"))
                                .build());
        WorkflowClient.start(run::deploy, new DeploymentRequest("dev", null, null, null));
        return run;
    }

    static DeploymentReport report(DeployDev run) {
        return WorkflowStub.fromTyped(run).getResult(DeploymentReport.class);
    }

    static TestWorkflowExtension extension() {
        return TestServers.extension(DeployDevImpl.class).build();
    }
}
