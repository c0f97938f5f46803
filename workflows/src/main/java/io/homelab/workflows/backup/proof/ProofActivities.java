package io.homelab.workflows.backup.proof;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.util.List;

/** Which proofs there have to be, and who hears of them. */
@ActivityInterface
public interface ProofActivities {
    /** The lab file as it is now: who changes it means it at once. CONFIG when it cannot be read. */
    @ActivityMethod(name = "ReadProofPromises")
    ProofPromises promises();

    /** Brings proofs to the watch, which is started when there is none; bringing them twice is bringing them once. */
    @ActivityMethod(name = "TellProofs")
    void tell(ProofNews news);

    /** All sets that must be proved again and again. */
    record ProofPromises(String lab, boolean simulated, List<ProofTerm> sets) {
        public ProofPromises {
            sets = sets == null ? List.of() : List.copyOf(sets);
        }
    }

    /**
     * @param set its name
     * @param within the longest time from one proof to the next
     */
    record ProofTerm(String set, Duration within) {}
}
