package io.homelab.workflows.hypervisor;

import io.homelab.workflows.wire.Profiles;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;

/** Looks once. */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class FindOrphansImpl implements FindOrphans {
    private final OrphanActivities orphans = Workflow.newActivityStub(
            OrphanActivities.class, Profiles.summarised(Profiles.QUICK, "compare what is ours with the lab file"));

    @Override
    public OrphanReport find(OrphanRequest request) {
        return orphans.find(request);
    }
}
