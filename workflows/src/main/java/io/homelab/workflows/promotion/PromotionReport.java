package io.homelab.workflows.promotion;

import io.homelab.workflows.acceptance.RunAcceptance;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.progress.TimeSplit;
import io.homelab.workflows.promotion.StabilityActivities.Samples;
import io.homelab.workflows.promotion.governance.ApprovalDecision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a promotion came to, and all that it went by: the answer to "why is this version in PROD?".
 *
 * @param schemaVersion of this record as JSON
 * @param why the outcome is what it is, for people
 * @param release what was promoted, and what the target had before; null when none could be resolved
 * @param proof what the source has proved; null when it was not asked
 * @param approval who agreed to what; null when nobody was asked
 * @param recheck what the source showed after that, right before anything was written; null when nothing was to be
 * @param stages in the order in which they were tried
 * @param notes what went wrong beside the promotion itself: who could not be told of it
 * @param evidence where this is kept; null until it is
 * @param acceptance of a promotion that came through; null of any other, and of those of before it was checked
 */
public record PromotionReport(
        int schemaVersion,
        String run,
        String from,
        String to,
        String snapshot,
        boolean simulated,
        PromotionOutcome outcome,
        String why,
        @Nullable Release release,
        @Nullable Proof proof,
        @Nullable ApprovalDecision approval,
        @Nullable Proof recheck,
        List<StageReport> stages,
        List<String> notes,
        TimeSplit time,
        @Nullable EvidenceRef evidence,
        @Nullable RunAcceptance acceptance) {
    public PromotionReport {
        stages = stages == null ? List.of() : List.copyOf(stages);
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /** What a soak has shown. */
    public record Proof(
            Verdict verdict,
            String why,
            Soak soak,
            @Nullable Samples samples) {}

    /**
     * A set of applications that were synced together.
     *
     * @param title such as "wave 3"
     * @param commit that they were synced to
     * @param trouble why it was not taken well; null when it was
     */
    public record StageReport(
            String title,
            String commit,
            List<String> applications,
            boolean rollback,
            @Nullable Proof proof,
            @Nullable String trouble) {
        public StageReport {
            applications = applications == null ? List.of() : List.copyOf(applications);
        }
    }

    /** The same with where it is kept. */
    public PromotionReport with(EvidenceRef where) {
        return new PromotionReport(
                schemaVersion,
                run,
                from,
                to,
                snapshot,
                simulated,
                outcome,
                why,
                release,
                proof,
                approval,
                recheck,
                stages,
                notes,
                time,
                where,
                acceptance);
    }
}
