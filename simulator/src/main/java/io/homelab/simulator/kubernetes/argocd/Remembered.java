package io.homelab.simulator.kubernetes.argocd;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the controller has in memory of one application; a restart forgets it, and then it looks anew. */
final class Remembered {
    /** What a comparison is made with: manifests of a commit, or why there are none. */
    record Goal(String revision, List<Desired> desired, List<String> errors, String errorType, boolean kustomize) {}

    @Nullable
    Goal goal;

    JsonNode comparedSpec = MissingNode.getInstance();
    long pollAt = System.nanoTime();
    /** Until then the status stays as it was before the operation ended. */
    long staleUntil = System.nanoTime();

    boolean lookAgain;

    @Nullable
    String operationStarted;

    @Nullable
    Goal operationGoal;

    boolean hangs;
    long continueAt = System.nanoTime();
    int waveDone = Integer.MIN_VALUE;

    void refreshed(Duration untilNext) {
        pollAt = System.nanoTime() + untilNext.toNanos();
        lookAgain = false;
    }
}
