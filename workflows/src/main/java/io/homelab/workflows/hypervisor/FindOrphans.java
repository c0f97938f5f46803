package io.homelab.workflows.hypervisor;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Lists what is ours and has no place in the lab file any more; writes nothing. */
@WorkflowInterface
public interface FindOrphans {
    @WorkflowMethod(name = "FindOrphans")
    OrphanReport find(OrphanRequest request);
}
