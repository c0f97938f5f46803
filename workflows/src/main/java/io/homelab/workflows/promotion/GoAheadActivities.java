package io.homelab.workflows.promotion;

import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Waits until nothing forbids a promotion to go on. */
@ActivityInterface
public interface GoAheadActivities {
    /**
     * Waits until promotions are not halted and, before one begins, until no freeze window is open; each attempt waits for
     * minutes, the server asks again for as long as it takes. Says what it waits for. Call it by Profiles.DAYS.
     */
    @ActivityMethod(name = "AwaitGoAhead")
    Outcome awaitGoAhead(GoAheadRequest request);

    /**
     * @param cluster the target
     * @param begins whether the promotion is about to begin: what has begun is not stopped by a window that opens
     */
    record GoAheadRequest(ClusterRef cluster, boolean begins) {}
}
