package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.attention.AttendedRun;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Gets a namespace back from a backup of Velero, and never changes what lives. */
@WorkflowInterface
public interface RestoreNamespace extends AttendedRun {
    @WorkflowMethod(name = "RestoreNamespaceFromBackup")
    NamespaceReport restore(NamespaceOrder order);

    /**
     * What a person wants.
     *
     * @param set the cluster, as the lab file's backups name it
     * @param planOnly whether nothing is written
     * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
     */
    record NamespaceOrder(
            String set,
            NamespaceRequest request,
            boolean planOnly,
            @Nullable String labDigest) {}
}
