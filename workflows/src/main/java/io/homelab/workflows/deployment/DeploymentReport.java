package io.homelab.workflows.deployment;

import io.homelab.workflows.acceptance.RunAcceptance;
import io.homelab.workflows.progress.TimeSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment came to.
 *
 * @param schemaVersion of this record as JSON
 * @param why the outcome is what it is, for people; of a failed one, in the applications' own words
 * @param push what was deployed; null when it could not be resolved
 * @param notes what went wrong beside the deployment itself: who could not be told of it
 * @param acceptance of a deployment that came through; null of any other, and of those of before it was checked
 */
public record DeploymentReport(
        int schemaVersion,
        String run,
        String cluster,
        String snapshot,
        boolean simulated,
        DeploymentOutcome outcome,
        String why,
        @Nullable Push push,
        List<String> notes,
        TimeSplit time,
        @Nullable RunAcceptance acceptance) {
    public DeploymentReport {
        notes = notes == null ? List.of() : List.copyOf(notes);
    }
}
