package io.homelab.workflows.backup.proof;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Tells people when no proof of a backup set comes. One for a lab, for ever; whoever has a proof starts it. */
@WorkflowInterface
public interface WatchProofs {
    /** Watches for ever; null when it is new. */
    @WorkflowMethod(name = "WatchProofs")
    void watch(@Nullable ProofWatch watch);

    @SignalMethod(name = "proved", description = "Proofs of backup sets have come")
    void proved(ProofNews news);

    @QueryMethod(name = "proofs", description = "Of each backup set, its last proof and when the next is overdue")
    ProofWatch proofs();
}
