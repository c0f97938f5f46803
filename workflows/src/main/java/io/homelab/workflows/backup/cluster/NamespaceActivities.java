package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.progress.Outcome;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets a namespace back by Velero. Everything that it makes carries the run's name, and nothing else is ever removed. CONFIG when
 * Velero or the backup is not there, AUTH and TRANSIENT when the cluster cannot be asked.
 */
@ActivityInterface
public interface NamespaceActivities {
    /**
     * Chooses the backup and where it goes; looks only. Nothing for a drill without namespaces. CONFIG when no complete backup
     * holds the namespace, or the target is taken.
     */
    @ActivityMethod(name = "PlanNamespace")
    Choice plan(NamespaceTask task);

    /**
     * Makes the target: for a drill one that nothing leaves and nobody reaches from outside. What a dead drill of this cluster has
     * left is removed first.
     */
    @ActivityMethod(name = "FenceNamespace")
    Outcome fence(NamespaceWork work);

    /** Has Velero restore it, and waits until it has come to an end. */
    @ActivityMethod(name = "RestoreNamespace")
    Restored restore(NamespaceWork work);

    /** Waits until what was restored runs. */
    @ActivityMethod(name = "SettleNamespace")
    Sight settle(NamespaceWork work);

    /** Asks its services what the lab file says that they must answer. */
    @ActivityMethod(name = "ProbeNamespace")
    Sight probe(NamespaceWork work);

    /** Compares its objects and the bytes of its volumes with the backup's own listing. */
    @ActivityMethod(name = "CompareNamespace")
    Sight compare(NamespaceWork work);

    /** Removes what the run has made, the target with it, and waits until it is gone. */
    @ActivityMethod(name = "RemoveNamespace")
    Outcome remove(NamespaceWork work);

    /** Removes what the run has made beside the target, which stays. */
    @ActivityMethod(name = "TidyNamespace")
    Outcome tidy(NamespaceWork work);

    /** Keeps what a drill has shown; the next one takes another namespace. */
    @ActivityMethod(name = "NoteNamespaceDrill")
    void note(DrilledNamespace drilled);

    /** @param run workflow id and run id */
    record NamespaceTask(SetRef set, String run, NamespaceRequest request) {}

    /** @param plan null when there is nothing to do */
    record Choice(@Nullable NamespacePlan plan) {}

    /** @param run workflow id and run id */
    record NamespaceWork(SetRef set, String run, NamespacePlan plan) {}

    /**
     * How Velero's restore has ended.
     *
     * @param phase in Velero's words
     * @param items that it has restored
     * @param findings what did not come back, in Velero's words; empty when all of it did
     * @param took from its creation to its end
     * @param remedy what to do about it; null when a new backup is
     */
    record Restored(
            String phase,
            long items,
            List<String> findings,
            Duration took,
            @Nullable String remedy) {
        public Restored {
            findings = findings == null ? List.of() : List.copyOf(findings);
        }

        public Restored(String phase, long items, List<String> findings, Duration took) {
            this(phase, items, findings, took, null);
        }
    }

    /**
     * What was looked at.
     *
     * @param words what is right, such as {@code 3 pods are ready}; empty when there was nothing to look at
     * @param findings what is wrong; empty when nothing is
     * @param unknown what could not be looked at, and why; null when all of it could
     */
    record Sight(
            String words, List<String> findings, @Nullable String unknown) {
        public Sight {
            findings = findings == null ? List.of() : List.copyOf(findings);
        }
    }

    /**
     * A drill that has ended.
     *
     * @param took from the restore's begin until everything answered
     * @param findings how many things were wrong
     */
    record DrilledNamespace(SetRef set, String run, NamespacePlan plan, long items, Duration took, int findings) {}
}
