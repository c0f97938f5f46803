package io.homelab.workflows.backup.proof;

import java.time.Instant;
import java.util.List;

/** Proofs that have come; none only wakes the watch, so that it reads the lab file. */
public record ProofNews(List<SetProof> proofs) {
    public ProofNews {
        proofs = proofs == null ? List.of() : List.copyOf(proofs);
    }

    /**
     * A verification of a set that passed.
     *
     * @param set its name
     * @param at when
     * @param run workflow id and run id
     */
    public record SetProof(String set, Instant at, String run) {}
}
